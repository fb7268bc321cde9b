import type { Redis } from "ioredis";

/** How long a connection may take from its TCP handshake to its first command. */
const READY_MS = 2_000;

/**
 * Gives up a connection that was accepted and then says nothing, as a hung server's is: ioredis has a limit only
 * for the time until it is accepted, and would wait for ever. It connects anew by its own `retryStrategy`.
 */
export function limitHandshake(client: Redis): void {
  let timer: NodeJS.Timeout | undefined;
  client.on("connect", () => {
    const { stream } = client;
    const giveUp = () =>
      stream.destroy(new Error(`Redis takes a connection and says nothing (${READY_MS} ms)`));
    // Where this process was held up itself, the answer may be there and has only not been read: a moment more.
    timer = setTimeout(() => {
      timer = setTimeout(giveUp, READY_MS / 10).unref();
    }, READY_MS);
    timer.unref();
  });
  for (const event of ["ready", "close", "end"]) client.on(event, () => clearTimeout(timer));
}
