/** What a line of Prometheus' text is about: the family that its comments name, or the one before. */
const COMMENT = /^# (?:HELP|TYPE) (\S+)/;

/**
 * One text of several processes' metrics, in Prometheus' format: each family with its help and type once, and the
 * series of all below. The processes' labels keep their series apart; those of the first one come first.
 */
export function mergeMetrics(texts: readonly string[]): string {
  const families = new Map<string, { readonly head: Set<string>; readonly series: string[] }>();
  for (const text of texts) {
    let family = { head: new Set<string>(), series: [] as string[] };
    for (const line of text.split("\n")) {
      const [, name] = COMMENT.exec(line) ?? [];
      if (name !== undefined) {
        family = families.get(name) ?? { head: new Set(), series: [] };
        families.set(name, family);
        family.head.add(line);
      } else if (line !== "") family.series.push(line);
    }
  }
  const lines = [...families.values()].flatMap(({ head, series }) => [...head, ...series]);
  return `${lines.join("\n")}\n`;
}
