const LONGEST = 200;
const UNNAMEABLE = /[\p{Cc}\p{Surrogate}]/u;

/** What a dynamic part of a page's address names, decoded; null when nothing in the shop can have such a name. */
export function nameInPath(part: string): string | null {
  const name = decoded(part);
  return name.length > LONGEST || UNNAMEABLE.test(name) ? null : name;
}

/** Next hands some parts over decoded and others not; the shop's names never hold a percent sign. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
