/** No page has this origin, so an address that keeps it when resolved is a path of this site. */
const BASE = new URL("http://return-path.invalid");
const LONGEST = 2_000;

/**
 * The path of this site that `next` means to a browser, or "/" when it leads elsewhere. Every redirect to an
 * address that came with a request goes through here. The answer is plain ASCII, fit for a `Location` header.
 */
export function returnPath(next: unknown): string {
  if (typeof next !== "string" || next.length > LONGEST || !next.startsWith("/")) return "/";
  const path = pathBelow(next);
  // Dots can leave a path that a browser reads as a host: "/.//evil.example".
  return path !== null && pathBelow(path) === path ? path : "/";
}

/** Resolves an address as a browser does, which drops tabs and line breaks and takes "\" for "/". */
function pathBelow(address: string): string | null {
  if (!URL.canParse(address, BASE)) return null;
  const { origin, pathname, search, hash } = new URL(address, BASE);
  return origin === BASE.origin ? pathname + search + hash : null;
}
