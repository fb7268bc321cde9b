import { randomInt, randomUUID } from "node:crypto";
import { z } from "zod";
import type { RushGoods } from "./goods.ts";
import type { RushKind } from "./schema.ts";

/** What one shopper does once. */
export interface Act {
  readonly shopper: number;
  readonly kind: "buy" | "claim" | "top-up";
  readonly path: string;
  readonly body?: string;
  readonly key: string;
  /** What is wanted, as the database counts it. */
  readonly wants: Readonly<Record<string, number>>;
}

/** How an act ended for its shopper. */
export interface Outcome {
  readonly act: Act;
  /** 0 when nobody could say. */
  readonly status: number;
  readonly code: string | null;
  /** The row that the shopper was told of. */
  readonly rowId: string | null;
}

/** A cart holds so many of the products at most, and so many of each. */
const MOST_LINES = 3;
const MOST_UNITS = 2;
/** Points that a simulated top-up adds. */
export const TOP_UP = 1_000;

/** What a shopper does the next time. */
export function actOf(kind: RushKind, shopper: number, goods: RushGoods): Act {
  if (kind === "mixed") {
    const dice = randomInt(10);
    return actOf(dice < 6 ? "product" : dice < 8 ? "claim" : "top-up", shopper, goods);
  }
  const base = { shopper, key: randomUUID() };
  if (kind === "claim") {
    const id = goods.couponId ?? "";
    return { ...base, kind: "claim", path: `/api/coupons/${id}/claim`, wants: { [id]: 1 } };
  }
  if (kind === "top-up") {
    const body = JSON.stringify({ amount: TOP_UP });
    return { ...base, kind: "top-up", path: "/api/points/top-up", body, wants: { "top-up": 1 } };
  }
  const items =
    kind === "carts" ? randomCart(goods.productIds) : [{ productId: goods.productIds[0] ?? "", quantity: 1 }];
  const wants = Object.fromEntries(items.map(({ productId, quantity }) => [productId, quantity]));
  return { ...base, kind: "buy", path: "/api/checkout", body: JSON.stringify({ items }), wants };
}

function randomCart(productIds: readonly string[]): { productId: string; quantity: number }[] {
  const shelf = [...productIds];
  return Array.from({ length: 1 + randomInt(MOST_LINES) }, () => ({
    productId: shelf.splice(randomInt(shelf.length), 1)[0] ?? "",
    quantity: 1 + randomInt(MOST_UNITS),
  }));
}

const Named = z.object({ id: z.string() });
const Told = z.object({
  code: z.string().optional(),
  order: Named.optional(),
  userCoupon: Named.optional(),
  entry: Named.optional(),
});

/** What an answer's body tells: the code of a refusal, the row of a success. */
export function readAnswer(body: string): { code: string | null; rowId: string | null } {
  const parsed = Told.safeParse(parseJson(body));
  if (!parsed.success) return { code: null, rowId: null };
  const { code, order, userCoupon, entry } = parsed.data;
  return { code: code ?? null, rowId: (order ?? userCoupon ?? entry)?.id ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
