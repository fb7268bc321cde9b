import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** How an answer can be compressed, the best first. */
export const ENCODINGS = ["br", "gzip"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The best compression that a caller takes, by the `Accept-Encoding` it sent; null when it takes none. */
export function encodingFor(accepted: string | undefined): Encoding | null {
  const offers = (accepted ?? "").split(",").map((offer) => offer.trim());
  const isTaken = (name: Encoding) =>
    offers.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/q=0(?:\.0*)?$/.test(offer)));
  return ENCODINGS.find(isTaken) ?? null;
}

/** What a file's name ends with that holds the compressed form of another. */
export const SUFFIXES: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Compresses with this effort: brotli's goes up to 11, gzip's to 9. */
export function compress(
  body: Buffer,
  encoding: Encoding,
  effort: Record<Encoding, number>,
): Promise<Buffer> {
  if (encoding === "gzip") return toGzip(body, { level: effort.gzip });
  return toBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: effort.br } });
}
