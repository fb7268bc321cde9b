/** What a spreadsheet takes for the beginning of a formula, also in full width and behind spaces. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A value of a cell. Only a text can be a formula. */
type Cell = string | number | null;

function cellOf(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // An apostrophe in front makes a spreadsheet show the text as it is.
  const defused = FORMULA.test(value) ? `'${value}` : value;
  return `"${defused.replaceAll('"', '""')}"`;
}

/** Comma-separated values by RFC 4180, with the mark by which a spreadsheet knows UTF-8; no cell is a formula. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${[head, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
