import { Pool } from "undici";

/** Somebody who acts: the cookie of a session. */
export interface Actor {
  readonly cookie: string;
}

/** One request of a load. */
export interface Shot {
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose it is, where the lane has many. */
  readonly cookie?: string;
}

/** What came of one request; times in milliseconds by one clock. */
export interface Hit {
  readonly actor: number;
  readonly sentAt: number;
  readonly doneAt: number;
  /** 0 when the connection broke. */
  readonly status: number;
  readonly body: string;
}

/** How much is sent: each actor again and again for some time, or each so many times. */
export type Amount = { readonly ms: number } | { readonly rounds: number };

/**
 * Has each actor, over a connection of its own, send one request after the other. What runs for some time begins
 * with one request of each that is not counted: it opens the connection.
 */
export async function load(
  url: string,
  actors: readonly Actor[],
  shotOf: (actor: number, round: number) => Shot,
  amount: Amount,
): Promise<Hit[]> {
  const pool = new Pool(url, { connections: actors.length, pipelining: 1, headersTimeout: 60_000 });
  const hits: Hit[] = [];
  if ("ms" in amount) {
    await Promise.all(actors.map(({ cookie }, actor) => shoot(pool, actor, { cookie, ...shotOf(actor, 0) })));
  }
  const endsAt = "ms" in amount ? performance.now() + amount.ms : Number.POSITIVE_INFINITY;
  const rounds = "rounds" in amount ? amount.rounds : Number.POSITIVE_INFINITY;
  await Promise.all(
    actors.map(async ({ cookie }, actor) => {
      for (let round = 0; round < rounds && performance.now() < endsAt; round += 1) {
        const shot = shotOf(actor, round);
        hits.push(await shoot(pool, actor, { cookie, ...shot }));
      }
    }),
  );
  await pool.destroy();
  return hits;
}

async function shoot(pool: Pool, actor: number, { path, body, headers, cookie }: Shot): Promise<Hit> {
  const sentAt = performance.now();
  try {
    const answer = await pool.request({
      path,
      method: "POST",
      ...(body === undefined ? {} : { body }),
      headers: { ...(cookie ? { cookie } : {}), "content-type": "application/json", ...headers },
    });
    const text = await answer.body.text();
    return { actor, sentAt, doneAt: performance.now(), status: answer.statusCode, body: text };
  } catch {
    return { actor, sentAt, doneAt: performance.now(), status: 0, body: "" };
  }
}
