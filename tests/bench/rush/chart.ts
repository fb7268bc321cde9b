import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const [WIDTH, ROW, LABEL, FIGURE] = [860, 26, 300, 60] as const;
const HEAD = 44;

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Draws bars as an SVG that is readable on light and dark pages. */
export function drawChart(
  file: string,
  title: string,
  bars: readonly { readonly name: string; readonly value: number }[],
): void {
  const most = Math.max(...bars.map(({ value }) => value));
  const lengthOf = (value: number) => Math.max(1, ((WIDTH - LABEL - FIGURE - 24) * value) / most);
  const rows = bars.map(({ name, value }, index) => {
    const y = HEAD + index * ROW;
    const length = lengthOf(value);
    return [
      `<text class="name" x="${LABEL - 10}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${/^(hot checkout|the service without HTTP)/.test(name) ? "ours" : "other"}" x="${LABEL}" y="${y}" width="${length.toFixed(1)}" height="18" rx="4"/>`,
      `<text x="${(LABEL + length + 8).toFixed(1)}" y="${y + 13}">${Math.round(value).toLocaleString("en")}</text>`,
    ].join("");
  });
  const height = HEAD + bars.length * ROW + 10;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="12.5" role="img" aria-label="${escaped(title)}">
<style>text{fill:#4a443c}.title{font-size:15px;font-weight:600;fill:#1b1814}.ours{fill:#c2410c}.other{fill:#b8b0a4}@media(prefers-color-scheme:dark){text{fill:#b8b0a4}.title{fill:#f5f1ea}.other{fill:#6b645a}}</style>
<text class="title" x="12" y="24">${escaped(title)}</text>
${rows.join("\n")}
</svg>
`,
  );
}
