import { z } from "zod";
import { type ApiResult, NOT_REACHED, type Problem, readAnswer } from "#app/_api/call-api.ts";
import { readEvents } from "#app/_api/read-events.ts";
import { type CheckoutBody, CheckoutResult } from "#lib/checkout/schema.ts";

/** Where an order is on its way: just sent, so many-th in line, or at work. */
export type Progress = { readonly at: "line"; readonly position: number } | { readonly at: "sent" | "work" };

type Answer = ApiResult<CheckoutResult>;

interface CheckOut {
  readonly body: CheckoutBody;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

const Position = z.object({ position: z.number().int().nonnegative() });
const Done = z.object({ status: z.number().int(), body: z.unknown() });

/**
 * What came of an order is not clear while its first request is still at work, or when the connection was cut:
 * the same key is asked again, after so long, so many times. A page that is going away loses its connections
 * first; it is gone before the pause ends.
 */
const ASK_AGAIN_MS = 1_000;
const ASK_AGAIN_TIMES: Partial<Record<Problem["code"], number>> = { IDEMPOTENCY_IN_FLIGHT: 30, NETWORK: 3 };

/**
 * Places an order and tells where it stands in the line. It never throws; a stream that was cut before its
 * answer is a connection that was lost, and the same key finds out what came of it.
 */
export async function checkOut(call: CheckOut): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask(call).catch((): Answer => NOT_REACHED);
    const times = answer.ok ? 0 : (ASK_AGAIN_TIMES[answer.problem.code] ?? 0);
    if (tries > times || call.signal.aborted) return answer;
    call.onProgress({ at: "sent" });
    await pause(call.signal);
  }
}

async function ask({ body, idempotencyKey, signal, onProgress }: CheckOut): Promise<Answer> {
  const response = await fetch("/api/checkout", {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      "accept-language": document.documentElement.lang,
      "content-type": "application/json",
      "idempotency-key": idempotencyKey,
    },
    body: JSON.stringify(body),
    signal,
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || !response.body) return readAnswer(response.status, await response.json(), CheckoutResult);
  for await (const { name, data } of readEvents(response.body)) {
    if (name === "position") onProgress({ at: "line", position: Position.parse(data).position });
    if (name === "working") onProgress({ at: "work" });
    if (name === "done") {
      const done = Done.parse(data);
      return readAnswer(done.status, done.body, CheckoutResult);
    }
  }
  return NOT_REACHED;
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ASK_AGAIN_MS);
    signal.addEventListener("abort", end, { once: true });
  });
}
