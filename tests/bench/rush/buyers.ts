import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Actor, Hit, Shot } from "./load.ts";
import { load } from "./load.ts";

/** One after the other without HTTP, by so many at once, for some time. */
export async function loop(
  workers: number,
  ms: number,
  act: (worker: number) => Promise<unknown>,
): Promise<Pick<Hit, "sentAt" | "doneAt">[]> {
  const hits: Pick<Hit, "sentAt" | "doneAt">[] = [];
  const endsAt = performance.now() + ms;
  const work = async (worker: number) => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      await act(worker);
      hits.push({ sentAt, doneAt: performance.now() });
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return hits;
}

/** How often a buyer whose connection broke asks again, with the same key. */
const TRIES = 60;

/**
 * Each buyer wants one, once, and asks again with the same Idempotency-Key when the answer is lost or says that
 * the shop is away. Answers how many were told what.
 */
export async function everybodyBuysOne(
  url: string,
  actors: readonly Actor[],
  productId: string,
  inTheMiddle: () => void = () => {},
): Promise<Record<number, number>> {
  const shot: Shot = { path: "/api/checkout", body: JSON.stringify({ items: [{ productId, quantity: 1 }] }) };
  const keys = actors.map(() => randomUUID());
  const shotOf = (actor: number): Shot => ({ ...shot, headers: { "idempotency-key": keys[actor] ?? "" } });
  const told: Record<number, number> = {};
  const first = load(url, actors, shotOf, { rounds: 1 });
  inTheMiddle();
  const answers = await first;
  const again = (hit: Hit) => hit.status === 0 || hit.status === 503 || isInFlight(hit);
  for (const { actor, ...hit } of answers) {
    let last: Hit = { actor, ...hit };
    for (let attempt = 1; attempt < TRIES && again(last); attempt += 1) {
      await pause(100);
      const [next] = await load(url, [actors[actor] ?? { cookie: "" }], () => shotOf(actor), { rounds: 1 });
      if (next) last = { ...next, actor };
    }
    told[last.status] = (told[last.status] ?? 0) + 1;
  }
  return told;
}

const isInFlight = ({ status, body }: Hit) => status === 409 && body.includes("IDEMPOTENCY_IN_FLIGHT");
