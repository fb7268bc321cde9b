import { createHash } from "node:crypto";
import type { Cluster, Redis } from "ioredis";

const digests = new Map<string, string>();

function digestOf(source: string): string {
  let digest = digests.get(source);
  if (digest === undefined) {
    digest = createHash("sha1").update(source).digest("hex");
    digests.set(source, digest);
  }
  return digest;
}

/**
 * Runs a Lua script by its digest; a server that does not know it, after a restart or SCRIPT FLUSH, gets the
 * source once. `Reply` is what the script's header says that it returns.
 */
export async function runScript<Reply>(
  redis: Redis | Cluster,
  source: string,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<Reply> {
  try {
    return (await redis.evalsha(digestOf(source), keys.length, ...keys, ...args)) as Reply;
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return (await redis.eval(source, keys.length, ...keys, ...args)) as Reply;
  }
}
