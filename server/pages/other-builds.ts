import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { eq } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { db } from "#db/client.ts";
import { buildFiles } from "#db/schema/index.ts";
import { logFailure } from "#lib/observability/log-failure.ts";

const MOST_BYTES = 16 * 1024 * 1024;
/** A name that nobody knows is asked for again after this: a machine with a new build may have come. */
const UNKNOWN_MS = 2_000;

const decompress = promisify(brotliDecompress);

/** Files of other builds than this process's own: of machines that are a version ahead or behind, and of the last one. */
export class OtherBuilds {
  readonly #known = new LRUCache<string, Buffer>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ length }) => length,
  });
  readonly #unknown = new LRUCache<string, true>({ max: 5_000, ttl: UNKNOWN_MS });

  /** The file, compressed by Brotli, or null when no build of late has one of this name. */
  async find(path: string): Promise<Buffer | null> {
    if (this.#unknown.has(path)) return null;
    const body = this.#known.get(path) ?? (await read(path));
    if (body) this.#known.set(path, body);
    else this.#unknown.set(path, true);
    return body;
  }
}

async function read(path: string): Promise<Buffer | null> {
  try {
    const { body } = buildFiles;
    const [row] = await db().select({ body }).from(buildFiles).where(eq(buildFiles.path, path));
    return row?.body ?? null;
  } catch (error) {
    logFailure("warn", "another build's file was not read", error, { path });
    return null;
  }
}

/** The file as it was before it was kept. */
export const uncompressed = (body: Buffer): Promise<Buffer> => decompress(body);
