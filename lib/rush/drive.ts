import { setTimeout as pause } from "node:timers/promises";
import { type Act, actOf, type Outcome, readAnswer } from "./acts.ts";
import type { RushGoods } from "./goods.ts";
import type { Answered, Lanes } from "./lanes.ts";
import type { Meter } from "./meter.ts";
import type { RushSettings } from "./schema.ts";

/** A shopper who was not told goes on asking for so long, with the same key. */
const PATIENCE_MS = 60_000;
/** And so long when the rush was cancelled. */
const PATIENCE_AT_END_MS = 5_000;
const LONGEST_PAUSE_MS = 2_000;
const SHORTEST_PAUSE_MS = 100;

/** Where a rush goes, what counts it, and what ends it early. */
export interface Drive {
  readonly lanes: Lanes;
  readonly meter: Meter;
  readonly signal: AbortSignal;
  readonly onDone: (outcome: Outcome) => void;
}

/**
 * Has every shopper act as often as the settings say, each coming at a moment of its own. An answer that says that
 * the shop is busy, or none at all, is asked for again with the same Idempotency-Key, as the shop's own pages do.
 * A cancelled rush begins nothing more, and waits for what is under way.
 */
export async function drive(settings: RushSettings, goods: RushGoods, to: Drive): Promise<void> {
  const { seconds, times, kind } = settings;
  const gapMs = goods.shoppers.length > 1 ? (seconds * 1_000) / goods.shoppers.length : 0;
  await Promise.all(
    goods.shoppers.map(async ({ cookie }, shopper) => {
      await sleep(gapMs * shopper, to.signal);
      for (let round = 0; round < times && !to.signal.aborted; round += 1) {
        to.onDone(await carryOut(actOf(kind, shopper, goods), cookie, to));
      }
    }),
  );
}

async function carryOut(act: Act, cookie: string, to: Drive): Promise<Outcome> {
  const startedAt = performance.now();
  const { path, key, body } = act;
  for (;;) {
    const sentAt = performance.now();
    const answer = await to.lanes.post(act.shopper, { path, key, cookie, ...(body ? { body } : {}) });
    const { code, rowId } = readAnswer(answer.body);
    to.meter.note(nameOf(answer, code), performance.now() - sentAt);
    if (!isOpen(answer, code)) return { act, status: answer.status, code, rowId };
    const patience = to.signal.aborted ? PATIENCE_AT_END_MS : PATIENCE_MS;
    if (performance.now() - startedAt > patience) return { act, status: 0, code, rowId: null };
    const wanted = answer.retryAfter * 1_000 || SHORTEST_PAUSE_MS;
    // Shoppers that were refused together must not come back together.
    await pause(Math.min(wanted, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2));
  }
}

/** Whether the shopper can't know yet what became of it, or is told to come again. */
const isOpen = ({ status }: Answered, code: string | null): boolean =>
  status === 0 || status === 429 || status >= 500 || code === "IDEMPOTENCY_IN_FLIGHT";

const nameOf = ({ status }: Answered, code: string | null): string =>
  status === 0 ? "no answer" : code ? `${status} ${code}` : String(status);

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(ms, undefined, { signal }).catch(() => {});
}
