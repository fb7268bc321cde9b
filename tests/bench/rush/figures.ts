import { z } from "zod";
import type { Hit } from "./load.ts";

/** The figures of one run. */
export type Figures = Record<string, number>;

/** Sent so much earlier, a request has surely arrived earlier. */
const SURELY_MS = 2;
const Receipt = z.object({ order: z.object({ id: z.string() }) });

/** Throughput and waiting of some requests, by the times at which they were answered. */
export function figuresOf(hits: readonly Pick<Hit, "sentAt" | "doneAt">[]): Figures {
  const waits = hits.map(({ sentAt, doneAt }) => doneAt - sentAt).sort((a, b) => a - b);
  const from = Math.min(...hits.map(({ sentAt }) => sentAt));
  const to = Math.max(...hits.map(({ doneAt }) => doneAt));
  const share = (part: number) =>
    waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? Number.NaN;
  return {
    "per second": (hits.length / (to - from)) * 1_000,
    "p50 ms": share(0.5),
    "p99 ms": share(0.99),
    "longest ms": share(1),
  };
}

/**
 * The share of orders that were served before one that had been sent earlier. The ids of orders rise in the
 * order in which they are decided.
 */
export function inversionsOf(hits: readonly Hit[]): number {
  const orders = hits
    .filter(({ status }) => status === 201)
    .map(({ sentAt, body }) => ({ sentAt, id: Receipt.parse(JSON.parse(body)).order.id }))
    .sort((a, b) => a.sentAt - b.sentAt);
  let overtakers = 0;
  let highest = "";
  let settled = 0;
  for (const { sentAt, id } of orders) {
    // The highest id of those that were surely there before this one.
    for (let next = orders[settled]; next && next.sentAt < sentAt - SURELY_MS; next = orders[settled]) {
      if (next.id > highest) highest = next.id;
      settled += 1;
    }
    if (id < highest) overtakers += 1;
  }
  return overtakers / Math.max(1, orders.length);
}
