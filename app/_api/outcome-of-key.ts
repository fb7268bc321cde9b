import { type ApiResult, NOT_REACHED, type Problem } from "./call-api.ts";
import { endKey, type KeptKey, readKey } from "./kept-keys.ts";
import { pause } from "./pause.ts";

/** Asks the shop what a key came to. */
export type Ask<T> = (key: string) => Promise<ApiResult<T>>;

/** What a key came to: its wish was done, nothing was done, or it can't be told now. */
export type Outcome<T> =
  | { readonly was: "done"; readonly data: T }
  | { readonly was: "undone" }
  | { readonly was: "unknown"; readonly problem: Problem };

/** A request may be on its way so long after its connection was cut. */
const ON_ITS_WAY_MS = 10_000;
/** How often an answer that says nothing is followed by another question. */
const MOST_BUSY = 30;
const MOST_FAILED = 3;

/** Asks what a key came to until that is known, and ends the key then. */
export async function outcomeOf<T>(kept: KeptKey, ask: Ask<T>, signal?: AbortSignal): Promise<Outcome<T>> {
  const patience = { busy: MOST_BUSY, failed: MOST_FAILED, denials: 0 };
  for (;;) {
    const answer = await ask(kept.key).catch((): ApiResult<T> => NOT_REACHED);
    const outcome = answer.ok
      ? ({ was: "done", data: answer.data } as const)
      : judge(kept, answer.problem, patience);
    if (outcome && outcome.was !== "unknown") endKey(kept);
    if (outcome) return outcome;
    await pause(signal);
    if (signal?.aborted) return { was: "unknown", problem: NOT_REACHED.problem };
  }
}

interface Patience {
  busy: number;
  failed: number;
  /** How often the shop knew nothing of the key. */
  denials: number;
}

/** What a refusal says of the key; null when it is worth asking again. */
function judge(kept: KeptKey, problem: Problem, patience: Patience): Outcome<never> | null {
  const unknown = { was: "unknown", problem } as const;
  switch (problem.code) {
    case "UNAUTHENTICATED":
    case "ACCOUNT_CHANGED":
      return unknown;
    case "ORDER_NOT_FOUND":
    case "NOT_FOUND":
      return isLive(kept) ? wait(patience, "busy", unknown) : denied(kept, patience);
    case "IDEMPOTENCY_IN_FLIGHT":
      return wait(patience, "busy", unknown);
    default:
      return wait(patience, "failed", unknown);
  }
}

function wait(patience: Patience, why: "busy" | "failed", end: Outcome<never>): Outcome<never> | null {
  patience[why] -= 1;
  return patience[why] < 0 ? end : null;
}

/** Of a request that was just sent the shop may not have heard yet: it is asked twice. */
function denied(kept: KeptKey, patience: Patience): Outcome<never> | null {
  patience.denials += 1;
  return patience.denials > 1 || Date.now() - kept.at > ON_ITS_WAY_MS ? { was: "undone" } : null;
}

/** Another page is at work with the key, and may send it again. */
function isLive(kept: KeptKey): boolean {
  const now = readKey(kept.name);
  return now?.key === kept.key && now.liveUntil > Date.now();
}
