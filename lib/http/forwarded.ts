/** What one proxy wrote of the request that it got. */
export interface Hop {
  readonly for?: string;
  readonly proto?: string;
}

/**
 * What the proxies wrote into `Forwarded` (RFC 7239), the last proxy's word first. It is read from the right, where
 * our own proxies write: a quote that a caller leaves open swallows nothing but the caller's own words.
 */
export function forwardedHops(header: string): Hop[] {
  const hops: Hop[] = [];
  let end = header.length;
  let isQuoted = false;
  for (let at = header.length - 1; at >= -1; at -= 1) {
    if (header[at] === '"') isQuoted = !isQuoted;
    const isEnd = at === -1 || (header[at] === "," && !isQuoted);
    if (!isEnd) continue;
    const element = header.slice(at + 1, end);
    if (element.trim() !== "") hops.push(hopOf(element));
    end = at;
  }
  return hops;
}

function hopOf(element: string): Hop {
  const pairs = element.split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    if (at < 0) return [];
    const value = pair.slice(at + 1).trim();
    return [[pair.slice(0, at).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1")] as const];
  });
  const named = new Map(pairs);
  const [address, proto] = [named.get("for"), named.get("proto")];
  return { ...(address ? { for: address } : {}), ...(proto ? { proto: proto.toLowerCase() } : {}) };
}
