import { type Attempt, keyOfSame, type OwnAttempt } from "./attempt.ts";
import type { ApiResult } from "./call-api.ts";
import { endKey, type KeptKey, keysAbout, LIVE_MS, noteLife, noteSend, type Wish } from "./kept-keys.ts";
import { isWorthAsking, verdictOf } from "./key-rule.ts";
import { type Ask, outcomeOf } from "./outcome-of-key.ts";
import { pause } from "./pause.ts";

/** What came of sending: an answer, or news of an earlier wish, and then nothing was sent. */
export type Sent<T, E> =
  | { readonly earlier: E; readonly answer?: undefined }
  | { readonly earlier?: undefined; readonly answer: ApiResult<T> };

interface Sending<T, E> {
  readonly wish: Wish;
  /** This page's own attempt, which goes on with its key; it is written here. */
  readonly own: OwnAttempt;
  /** Left out where the shop can't be asked: then the kept key is sent again. */
  readonly ask?: Ask<E>;
  readonly post: (key: string) => Promise<ApiResult<T>>;
  readonly signal?: AbortSignal | undefined;
  readonly onAgain?: () => void;
}

/**
 * Sends a wish so that it is done once. Its key is kept in the browser until an answer is final. A key that another
 * page left behind is asked about first: its outcome is told, and nothing new is sent until the shopper presses again.
 */
export async function sendOnce<T, E>(sending: Sending<T, E>): Promise<Sent<T, E>> {
  return (await settleEarlier(sending)) ?? { answer: await send(sending) };
}

/** What an earlier wish about the same thing came to, if it was done or can't be told; null when the way is free. */
async function settleEarlier<T, E>({ wish, own, ask, signal }: Sending<T, E>): Promise<Sent<T, E> | null> {
  if (!ask) return null;
  for (const kept of keysAbout(wish)) {
    if (isOwn(kept, own.current, wish)) continue;
    const outcome = await outcomeOf(kept, ask, signal);
    if (outcome.was === "done") return { earlier: outcome.data };
    if (outcome.was === "unknown") return { answer: { ok: false, problem: outcome.problem } };
  }
  return null;
}

const isOwn = (kept: KeptKey, own: Attempt | undefined, wish: Wish): boolean =>
  kept.key === own?.key && kept.body === JSON.stringify(wish.body);

async function send<T, E>({ wish, own, post, signal, onAgain }: Sending<T, E>): Promise<ApiResult<T>> {
  const body = JSON.stringify(wish.body);
  for (let tries = 1; ; tries += 1) {
    const kept = noteSend(wish, keyOfSame(own, body));
    own.current = { key: kept.key, body };
    const answer = await whileAlive(kept, () => post(kept.key));
    if (signal?.aborted) return answer;
    if (verdictOf(answer, kept.sends > 1) !== "open") {
      own.current = undefined;
      endKey(kept);
      return answer;
    }
    if (!isWorthAsking(answer, tries)) return answer;
    onAgain?.();
    await pause(signal);
    if (signal?.aborted) return answer;
  }
}

/** Says to other pages that this one is at work with the key. */
async function whileAlive<T>(kept: KeptKey, work: () => Promise<T>): Promise<T> {
  const heartbeat = setInterval(() => noteLife(kept, true), LIVE_MS / 3);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    noteLife(kept, false);
  }
}
