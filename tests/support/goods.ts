import { randomUUID } from "node:crypto";
import { AdminProductResult } from "#lib/catalog/schema.ts";
import { AdminCouponResult } from "#lib/coupons/schema.ts";
import { theAdmin } from "./people.ts";

const HOUR_MS = 3_600_000;

interface ProductFacts {
  stock: number;
  price?: number;
  name?: string;
  category?: string;
  saleStartsAt?: string;
}

/** Puts a new product into the running shop; its name is like no other unless the facts give one. */
export async function newProduct(facts: ProductFacts) {
  const admin = await theAdmin();
  const answer = await admin.post("/api/admin/products", {
    name: `Test product ${randomUUID()}`,
    description: "Made by a test.",
    category: "test",
    price: 1_000,
    ...facts,
  });
  if (answer.status !== 201) throw new Error(`no product: ${JSON.stringify(answer.body)}`);
  return AdminProductResult.parse(answer.body).product;
}

interface CouponFacts {
  name?: string;
  nameKo?: string;
  totalQuantity: number;
  discount?: { type: "fixed" | "percent"; value: number; maxDiscount?: number };
  minOrder?: number;
  startsAt?: string;
  endsAt?: string;
}

/** Puts a new coupon into the running shop, open unless the facts say otherwise. */
export async function newCoupon(facts: CouponFacts) {
  const admin = await theAdmin();
  const answer = await admin.post("/api/admin/coupons", {
    name: `Test coupon ${randomUUID()}`,
    discount: { type: "fixed", value: 500 },
    startsAt: new Date(Date.now() - HOUR_MS).toISOString(),
    endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
    ...facts,
  });
  if (answer.status !== 201) throw new Error(`no coupon: ${JSON.stringify(answer.body)}`);
  return AdminCouponResult.parse(answer.body).coupon;
}
