import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { redis } from "#lib/redis/client.ts";

const WITHIN_MS = 1_000;

type State = "up" | "down";

/** Whether the services that the shop stands on answer, each within a second. */
export async function readiness(): Promise<{ postgres: State; redis: State }> {
  const [postgres, redisState] = await Promise.all([
    answers(() => db().execute(sql`select 1`)),
    answers(() => redis().ping()),
  ]);
  return { postgres, redis: redisState };
}

async function answers(ask: () => PromiseLike<unknown>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<State>((resolve) => {
    timer = setTimeout(() => resolve("down"), WITHIN_MS);
  });
  const asked = Promise.resolve(ask()).then(
    (): State => "up",
    (): State => "down",
  );
  const state = await Promise.race([asked, late]);
  clearTimeout(timer);
  return state;
}
