import { isIP } from "node:net";
import { forwardedHops } from "./forwarded.ts";

/** A request's headers, as Node reads them. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The address of the caller. `hops` is the number of proxies of ours in front: each appends the address that it
 * saw to `X-Forwarded-For`, so the caller's is that many places from the right; what stands left of it is the
 * caller's own word. Where there is none, `Forwarded` is counted alike, and one proxy may say it in `X-Real-IP` instead:
 * a proxy that writes one of these takes the others of a caller away. What is no address counts for nothing.
 */
export function callerAddress(peer: string | undefined, headers: Headers, hops: number): string {
  const own = plainAddress(peer ?? "") ?? "unknown";
  if (hops === 0) return own;
  const forwarded = [headers["x-forwarded-for"] ?? []].flat().join(",");
  const list = forwarded.split(",").filter((part) => part.trim() !== "");
  const told =
    list.length > 0
      ? list.at(-Math.min(hops, list.length))
      : (forwardedFor(headers, hops) ?? realIp(headers, hops));
  return plainAddress(told ?? "") ?? own;
}

function forwardedFor(headers: Headers, hops: number): string | undefined {
  const told = forwardedHops([headers["forwarded"] ?? []].flat().join(","), hops);
  return told[Math.min(hops, told.length) - 1]?.for;
}

function realIp(headers: Headers, hops: number): string | undefined {
  return hops === 1 ? [headers["x-real-ip"] ?? []].flat()[0] : undefined;
}

/** An address without port, brackets and zone, IPv4 also where it is written as IPv6; null for anything else. */
function plainAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) !== 6) return null;
  const groups = groupsOf(bare);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join(".") : canonical(bare);
}

/**
 * The network that limits count an address by: an IPv6 subscriber has a /64 and moves in it freely. All
 * addresses of this machine are one.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null) return "unknown";
  if (plain === "::1" || plain.startsWith("127.")) return "loopback";
  if (isIP(plain) === 4) return plain;
  const prefix = groupsOf(plain).slice(0, 4);
  return `${prefix.map((group) => group.toString(16)).join(":")}::/64`;
}

/** The shortest way of writing an IPv6 address, as URLs have it. */
const canonical = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

function groupsOf(address: string): number[] {
  const [head = "", tail] = canonical(address).split("::");
  const numbers = (part: string) =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [left, right] = [numbers(head), numbers(tail ?? "")];
  return tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill(0), ...right];
}
