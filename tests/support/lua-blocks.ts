const OPENS = /\b(?:then|else|do)\b|^local function [^\n]*?\)(?= |$)/gm;

/** The blocks of a Lua script: the line that opens each, and which of the line's blocks, or of equal lines, it is. */
export function blocksOf(source: string): string[] {
  const names: string[] = [];
  mark(source, (name) => {
    names.push(name);
    return "";
  });
  return names;
}

/** The same script, each block of which adds its name to the set "marks" when it runs. */
export function markBlocks(source: string): string {
  return mark(source, (name) => ` redis.call('SADD', 'marks', ${JSON.stringify(name)})`);
}

/** Shared lines are one block wherever they run: a branch of the hand-off need not be reached by every verb. */
function mark(source: string, markOf: (name: string) => string): string {
  const seen = new Map<string, number>();
  const lines = source.split("\n").map((line) => {
    if (line.trimStart().startsWith("--")) return line;
    return line.replace(OPENS, (opener) => {
      const text = line.trim();
      const count = (seen.get(text) ?? 0) + 1;
      seen.set(text, count);
      return `${opener}${markOf(`${text} (${count})`)}`;
    });
  });
  return lines.join("\n");
}
