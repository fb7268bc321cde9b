/** What one proxy wrote of the request that it got. */
export interface Hop {
  readonly for?: string;
  readonly proto?: string;
}

/**
 * What the proxies wrote into `Forwarded` (RFC 7239), the last proxy's word first. It is read from the right, where
 * our own proxies write, and no further than `most` of them: a quote that a caller leaves open swallows nothing but the
 * caller's own words.
 */
export function forwardedHops(header: string, most: number): Hop[] {
  const hops: Hop[] = [];
  let end = header.length;
  let isQuoted = false;
  for (let at = header.length - 1; at >= -1 && hops.length < most; at -= 1) {
    if (header[at] === '"' && !isEscaped(header, at)) isQuoted = !isQuoted;
    const isEnd = at === -1 || (header[at] === "," && !isQuoted);
    if (!isEnd) continue;
    const element = header.slice(at + 1, end);
    if (element.trim() !== "") hops.push(hopOf(element));
    end = at;
  }
  return hops;
}

/** Whether a backslash before this character takes its meaning away, and none takes that one's. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes += 1;
  return slashes % 2 === 1;
}

/**
 * A name and its value, which may be quoted: what a caller says of a host may hold anything then. Names are short, so
 * that a long text without any is read once.
 */
const PAIR = /([\w-]{1,32})\s{0,8}=\s{0,8}(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g;

function hopOf(element: string): Hop {
  const named = new Map<string, string>();
  for (const [, name = "", quoted, plain = ""] of element.matchAll(PAIR)) {
    const key = name.trim().toLowerCase();
    if (!named.has(key)) named.set(key, quoted?.replace(/\\(.)/g, "$1") ?? plain.trim());
  }
  const [address, proto] = [named.get("for"), named.get("proto")];
  return { ...(address ? { for: address } : {}), ...(proto ? { proto: proto.toLowerCase() } : {}) };
}
