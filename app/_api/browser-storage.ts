/** What a browser that keeps nothing remembers at least as long as the page is open. */
const memory = new Map<string, string>();

/** The text that this browser keeps under a name, or null. */
export function keptText(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/** Keeps a text, or forgets it with null. */
export function keepText(name: string, text: string | null): void {
  memory.delete(name);
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    if (text !== null) memory.set(name, text);
  }
}

/** The names under which something is kept that begin so. */
export function keptNames(prefix: string): string[] {
  const names = new Set(memory.keys());
  try {
    for (const name of Object.keys(localStorage)) names.add(name);
  } catch {
    // It keeps nothing.
  }
  return [...names].filter((name) => name.startsWith(prefix));
}
