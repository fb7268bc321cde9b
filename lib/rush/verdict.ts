import { and, eq, gt, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import {
  couponStock,
  coupons,
  orderLines,
  orders,
  pointLedger,
  productStock,
  products,
  userCoupons,
} from "#db/schema/index.ts";
import { runAudit } from "#lib/audit/run-audit.ts";
import type { Outcome } from "./acts.ts";
import { compare, type Row } from "./compare.ts";
import type { RushGoods } from "./goods.ts";
import type { Meter } from "./meter.ts";
import { type RushSale, RushVerdict } from "./schema.ts";

/** What was for sale, and what is left of it. */
interface Offer extends Pick<RushSale, "what" | "name" | "offered" | "left"> {
  readonly id: string;
}

/** Told to a shopper, this is no fault: everything of it was gone, or the shopper has it already. */
const EXPECTED = new Set(["OUT_OF_STOCK", "COUPON_SOLD_OUT", "COUPON_ALREADY_CLAIMED"]);
const SOLD_OUT = new Set(["OUT_OF_STOCK", "COUPON_SOLD_OUT"]);

/** Compares what every shopper was told with what stands in the database, and audits the whole of it. */
export async function judge(
  goods: RushGoods,
  stock: number,
  outcomes: readonly Outcome[],
  sums: ReturnType<Meter["sums"]>,
): Promise<RushVerdict> {
  const [rows, offers, audit] = [await readRows(goods), await readOffers(goods, stock), await runAudit()];
  const told = compare(goods.shoppers, outcomes, rows);
  const sales = offers.map(({ id, ...offer }) => ({
    ...offer,
    told: told.units.get(id) ?? 0,
    stored: unitsIn(rows.values(), id),
  }));
  const leftOf = new Map(offers.map(({ id, left }) => [id, left ?? 0]));
  const turnedAway = outcomes.filter((outcome) => wasTurnedAway(outcome, leftOf)).length;
  const unexpected = outcomes.filter(
    ({ status, code }) => status !== 0 && status !== 201 && !EXPECTED.has(code ?? ""),
  ).length;
  const broken = audit.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  const faults = told.double + told.lost + told.unknown + turnedAway + unexpected + broken.length;
  const isExact = sales.every(
    (sale) =>
      sale.told === sale.stored && (sale.offered === null || sale.left === sale.offered - sale.stored),
  );
  const { double, lost, unknown } = told;
  const counts = { double, lost, unknown, turnedAway, unexpected };
  return RushVerdict.parse({
    ok: faults === 0 && isExact,
    sales,
    ...counts,
    broken,
    checks: audit.checks.length,
    ...sums,
  });
}

/** Shoppers that were told that nothing is left although something is. */
function wasTurnedAway({ act, code }: Outcome, leftOf: ReadonlyMap<string, number>): boolean {
  const [[id, count] = ["", 0], ...others] = Object.entries(act.wants);
  return SOLD_OUT.has(code ?? "") && others.length === 0 && count === 1 && (leftOf.get(id) ?? 0) > 0;
}

function unitsIn(rows: Iterable<Row>, id: string): number {
  let sum = 0;
  for (const { units } of rows) sum += units[id] ?? 0;
  return sum;
}

async function readRows({ shoppers, productIds, couponId }: RushGoods): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  const add = (id: string, shopperId: string, what: string, count: number) => {
    const row = rows.get(id) ?? { shopperId, units: {} };
    row.units[what] = (row.units[what] ?? 0) + count;
    rows.set(id, row);
  };
  const shopperIds = shoppers.map(({ id }) => id);
  const [bought, claimed, charged] = await Promise.all([
    db()
      .select({
        id: orders.id,
        userId: orders.userId,
        productId: orderLines.productId,
        quantity: orderLines.quantity,
      })
      .from(orders)
      .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
      .where(and(inArray(orders.userId, shopperIds), eq(orders.status, "paid"))),
    db()
      .select({ id: userCoupons.id, userId: userCoupons.userId })
      .from(userCoupons)
      .where(eq(userCoupons.couponId, couponId ?? "")),
    // The first row of each ledger is what the shopper was made with.
    db()
      .select({ id: pointLedger.id, userId: pointLedger.userId })
      .from(pointLedger)
      .where(
        and(inArray(pointLedger.userId, shopperIds), eq(pointLedger.type, "charge"), gt(pointLedger.seq, 1)),
      ),
  ]);
  const ours = new Set(productIds);
  for (const { id, userId, productId, quantity } of bought)
    if (ours.has(productId)) add(id, userId, productId, quantity);
  for (const { id, userId } of claimed) add(id, userId, couponId ?? "", 1);
  for (const { id, userId } of charged) add(id, userId, "top-up", 1);
  return rows;
}

async function readOffers({ productIds, couponId, shoppers }: RushGoods, stock: number): Promise<Offer[]> {
  const ids = [...productIds];
  const [stockRows, issued] = await Promise.all([
    db()
      .select({ id: products.id, name: products.name, left: productStock.quantity })
      .from(products)
      .innerJoin(productStock, eq(productStock.productId, products.id))
      .where(inArray(products.id, ids))
      .orderBy(products.id),
    db()
      .select({ id: coupons.id, name: coupons.name, issued: couponStock.issued })
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .where(eq(coupons.id, couponId ?? "")),
  ]);
  const offers: Offer[] = [
    ...stockRows.map((row) => ({ ...row, what: "product" as const, offered: stock })),
    ...issued.map(({ id, name, issued: count }) => ({
      id,
      name,
      what: "coupon" as const,
      offered: stock,
      left: stock - count,
    })),
  ];
  const endless = { id: "top-up", what: "top-up" as const, name: "Top-ups", offered: null, left: null };
  return shoppers.length > 0 ? [...offers, endless] : offers;
}
