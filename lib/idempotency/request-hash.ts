import { createHash } from "node:crypto";

/** JSON with the fields of every object in one order, so that equal meanings are equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(",")}}`;
}

/** A digest of what a request asks, by meaning: the order of fields does not matter, that of lists does. */
export function requestHash(asked: unknown): string {
  return createHash("sha256").update(canonical(asked)).digest("base64url");
}
