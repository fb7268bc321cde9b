import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Shopper } from "#tests/support/people.ts";

const TELLS_WITHIN_MS = 30_000;

/** One try to buy, as its shopper saw it. */
export interface Try {
  readonly buyer: Shopper;
  /** The key that the shopper sent, or that the answer told; null when neither is known. */
  readonly key: string | null;
  /** 0 when the connection broke or nothing came. */
  readonly status: number;
  readonly code: string | null;
  readonly orderId: string | null;
  readonly endedAt: number;
  /** The machine that was asked. */
  readonly url: string;
}

const Answer = z.object({ code: z.string().optional(), order: z.object({ id: z.string() }).optional() });

/** Whether the shopper can't know what became of it. */
export const isUnknown = ({ status, code }: Try): boolean =>
  status === 0 || status === 500 || code === "OUTCOME_UNKNOWN" || code === "IDEMPOTENCY_IN_FLIGHT";

/** Shoppers who buy one of a product again and again, each over machines in turn, until they are told to stop. */
export class Rush {
  readonly tries: Try[] = [];
  readonly #buying: Promise<void>[];
  #goesOn = true;

  constructor(
    private readonly urls: readonly string[],
    buyers: readonly Shopper[],
    private readonly productId: string,
    private readonly random: () => number,
  ) {
    this.#buying = buyers.map((buyer, index) => this.#buyOn(buyer, index));
  }

  async stop(): Promise<void> {
    this.#goesOn = false;
    await Promise.all(this.#buying);
  }

  /** Sales whose answer came after this moment, at one machine or at all. */
  soldSince(moment: number, at?: string): number {
    return this.tries.filter(
      ({ status, endedAt, url }) => status === 201 && endedAt >= moment && (at === undefined || url === at),
    ).length;
  }

  async #buyOn(buyer: Shopper, index: number): Promise<void> {
    let round = index;
    while (this.#goesOn) {
      round += 1;
      const url = this.urls[round % this.urls.length] ?? "";
      // A third sends no key: the answer tells the one that the route has made.
      this.tries.push(await buyOnce(url, buyer, this.productId, this.random() < 0.67 ? randomUUID() : null));
      await pause(this.random() * 20);
    }
  }
}

/** Tries once to buy one of a product. */
export async function buyOnce(
  url: string,
  buyer: Shopper,
  productId: string,
  key: string | null,
): Promise<Try> {
  try {
    const answer = await fetch(`${url}/api/checkout`, {
      method: "POST",
      headers: {
        cookie: buyer.session,
        "content-type": "application/json",
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      body: JSON.stringify({ items: [{ productId, quantity: 1 }] }),
      signal: AbortSignal.timeout(TELLS_WITHIN_MS),
    });
    const { code, order } = Answer.parse(await answer.json());
    const told = answer.headers.get("idempotency-key");
    const seen = { status: answer.status, code: code ?? null, orderId: order?.id ?? null };
    return { buyer, key: key ?? told, ...seen, endedAt: performance.now(), url };
  } catch {
    return { buyer, key, status: 0, code: null, orderId: null, endedAt: performance.now(), url };
  }
}
