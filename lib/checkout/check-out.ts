import { announcingProducts } from "#lib/announcements/announce.ts";
import { recordSales } from "#lib/catalog/popularity.ts";
import { env } from "#lib/env.ts";
import { isDomainError } from "#lib/errors.ts";
import { GroupCommit, type SubmitOptions } from "#lib/group-commit/group-commit.ts";
import type { Outcomes } from "#lib/group-commit/outcomes.ts";
import type { Recorded } from "#lib/idempotency/record.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, productKeys } from "#lib/locking/locks.ts";
import { spanned } from "#lib/observability/trace.ts";
import { countPulse } from "#lib/pulse/pulse.ts";
import { outOfStock } from "#lib/stock/locked-stock.ts";
import { closeGates, soldOut } from "#lib/stock/sold-out-gate.ts";
import { productsOf } from "./cart.ts";
import type { Purchase } from "./decide-order.ts";
import { placeOrders } from "./place-orders.ts";
import type { CheckoutResult } from "./schema.ts";

/** An order that begins later than this after it was asked for has stood in line. */
const IN_LINE_MS = 5;

let commit: GroupCommit<Purchase, Recorded<CheckoutResult>> | undefined;

function checkouts(): GroupCommit<Purchase, Recorded<CheckoutResult>> {
  commit ??= new GroupCommit({ times: LOCK_TIMES.checkout, maxJobs: env().TURN_JOBS, work: sell });
  return commit;
}

/**
 * Buys a cart: turned away at the gate when it is known to be sold out, else in turn on the locks of all its
 * products, in one transaction with whoever else is in line for them.
 * @throws DomainError as `decideOrder`; LockTimeoutError, LockUnavailableError, LockLostError; the signal's
 *   reason when the shopper leaves the line.
 */
export async function checkOut(
  purchase: Purchase,
  options: SubmitOptions = {},
): Promise<Recorded<CheckoutResult>> {
  const productIds = purchase.lines.map(({ productId }) => productId);
  const gone = await spanned("gate", () => soldOut(productIds));
  if (gone !== null) {
    countPulse("soldOuts");
    throw outOfStock(gone, "This product", 0);
  }
  const inLine = { ...purchase, askedAt: performance.now() };
  return checkouts().submit(inLine, productKeys(purchase.lines), options);
}

async function sell(
  purchases: readonly Purchase[],
  lock: KeyHold,
  afterwards: (telling: Promise<void>) => void,
): Promise<Outcomes<Recorded<CheckoutResult>>> {
  const begun = performance.now();
  const { outcomes, stock, sold } = await announcingProducts(
    productsOf(purchases),
    async () => {
      const placed = await placeOrders(purchases, lock);
      return { ...placed, sold: soldOf(purchases, placed.outcomes) };
    },
    ({ sold }) => productsOf(sold),
  );
  countPulse("waits", purchases.filter(({ askedAt = begun }) => begun - askedAt > IN_LINE_MS).length);
  countPulse("orders", sold.length);
  countPulse("soldOuts", outcomes.filter(isSoldOut).length);
  const gone = [...stock.values()].flatMap((product) => (product.stock === 0 ? [product.productId] : []));
  afterwards(closeGates(gone, lock));
  if (sold.length > 0) afterwards(recordSales(sold));
  return outcomes;
}

const isSoldOut = (outcome: PromiseSettledResult<unknown>): boolean =>
  outcome.status === "rejected" && isDomainError(outcome.reason, "OUT_OF_STOCK");

/** The sales among the outcomes. */
const soldOf = (purchases: readonly Purchase[], outcomes: Outcomes<CheckoutResult>) =>
  purchases.flatMap(({ lines }, index) => {
    const outcome = outcomes[index];
    if (outcome?.status !== "fulfilled") return [];
    const { id, createdAt } = outcome.value.order;
    return [{ orderId: id, createdAt: new Date(createdAt), lines }];
  });
