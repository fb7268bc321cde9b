/** How an answer can be compressed, the best first. */
const ENCODINGS = ["br", "gzip"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The best compression that a caller takes, by the `Accept-Encoding` it sent; null when it takes none. */
export function encodingFor(accepted: string | undefined): Encoding | null {
  const offers = (accepted ?? "").split(",").map((offer) => offer.trim());
  const isTaken = (name: Encoding) =>
    offers.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/q=0(?:\.0*)?$/.test(offer)));
  return ENCODINGS.find(isTaken) ?? null;
}
