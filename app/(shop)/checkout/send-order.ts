import { z } from "zod";
import { type ApiResult, callApi, NOT_REACHED, readAnswer } from "#app/_api/call-api.ts";
import { readEvents } from "#app/_api/read-events.ts";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { OrderResult } from "#lib/orders/schema.ts";

/** Where an order is on its way: just sent, so many-th in line, or at work. */
export type Progress = { readonly at: "line"; readonly position: number } | { readonly at: "sent" | "work" };

type Answer = ApiResult<CheckoutResult>;

interface OrderCall {
  readonly account: string;
  readonly body: CheckoutBody;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

const Position = z.object({ position: z.number().int().nonnegative() });
const Done = z.object({ status: z.number().int(), body: z.unknown() });

/** Sends an order and tells where it stands in the line. It never throws: a stream that was cut is a lost connection. */
export const sendOrder = (call: OrderCall): Promise<Answer> => send(call).catch((): Answer => NOT_REACHED);

/** Asks which order a key came to. */
export const askOrder = (account: string) => (key: string) =>
  callApi({
    method: "GET",
    path: `/api/orders/by-key/${encodeURIComponent(key)}`,
    account,
    schema: OrderResult.transform(({ order }) => order),
  });

async function send({ account, body, idempotencyKey, signal, onProgress }: OrderCall): Promise<Answer> {
  const response = await fetch("/api/checkout", {
    method: "POST",
    headers: {
      accept: "text/event-stream",
      "accept-language": document.documentElement.lang,
      "content-type": "application/json",
      "idempotency-key": idempotencyKey,
      "x-account": account,
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
