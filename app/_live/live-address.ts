import type { Wish } from "./live-values.ts";

/** So many of each kind the shop tells on one stream. */
const MOST = 100;
/** More streams would take the connections that pages are loaded by: HTTP/1.1 has six of them for a site. */
const MOST_STREAMS = 3;

/** The streams that tell all of this; mostly one, more where many tabs watch many things. */
export function addressesOf(wishes: readonly Wish[]): string[] {
  const idsOf = (kind: Wish["kind"]) =>
    [...new Set(wishes.filter((wish) => wish.kind === kind).map(({ id }) => id))].sort();
  const kinds = [
    ["products", inParts(idsOf("product"), MOST)],
    ["coupons", inParts(idsOf("coupon"), MOST)],
    ["popular", idsOf("popular")],
    ["overview", idsOf("overview")],
  ] as const;
  const count = Math.min(Math.max(...kinds.map(([, parts]) => parts.length)), MOST_STREAMS);
  return Array.from({ length: count }, (_, at) => {
    const asked = kinds.flatMap(([name, parts]) => (parts[at] ? [[name, parts[at]]] : []));
    return `/api/live?${new URLSearchParams(asked)}`;
  });
}

function inParts(ids: readonly string[], size: number): string[] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, at) => ids.slice(at * size, (at + 1) * size).join());
}
