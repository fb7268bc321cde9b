/** What stands before the path where a caller names the whole address, as callers of proxies do. */
const ABSOLUTE = /^https?:\/\/[^/?#]*/i;
const FRAGMENT = /#.*$/s;
/** Bytes that an address can't hold as they are; Node hands them over as latin-1. */
const RAW_BYTES = /[\u0080-\u00ff]/g;

/** The target of a request as a path with its query, in ASCII; null when it is none. */
export function originForm(target: string): string | null {
  const path = target
    .replace(ABSOLUTE, (whole) => (whole.length === target.length ? "/" : ""))
    .replace(FRAGMENT, "");
  if (!path.startsWith("/")) return null;
  return path.replace(RAW_BYTES, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
}

const CONTROL = /\p{Cc}/u;

/** Whether a path can be decoded, to text without control characters. */
export function isReadablePath(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    return !CONTROL.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}
