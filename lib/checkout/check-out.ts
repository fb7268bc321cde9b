import { rowsWithIds } from "#db/row-set.ts";
import { orders } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingProducts } from "#lib/announcements/announce.ts";
import { recordSales } from "#lib/catalog/popularity.ts";
import { env } from "#lib/env.ts";
import { isDomainError } from "#lib/errors.ts";
import { GroupCommit, type SubmitOptions } from "#lib/group-commit/group-commit.ts";
import { decideEach, type Outcomes } from "#lib/group-commit/outcomes.ts";
import { type Answered, keepAnswers, type Recorded } from "#lib/idempotency/record.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, productKey, productKeys } from "#lib/locking/locks.ts";
import { spanned } from "#lib/observability/trace.ts";
import { orderDto } from "#lib/orders/order-dto.ts";
import { countPulse } from "#lib/pulse/pulse.ts";
import { type LockedStock, outOfStock } from "#lib/stock/locked-stock.ts";
import { closeGates, soldOut } from "#lib/stock/sold-out-gate.ts";
import { type Purchase, productsOf } from "./cart.ts";
import { type DecidedOrder, decideOrder } from "./decide-order.ts";
import { type LockedState, lockState } from "./locked-state.ts";
import { CheckoutResult } from "./schema.ts";
import { writeSales } from "./write-sales.ts";

// A checkout from top to bottom: checkOut, then sellBatch for a batch of purchases, then placeOrders in one transaction.

/** An order that begins later than this after it was asked for has stood in line. */
const IN_LINE_MS = 5;

let batches: GroupCommit<Purchase, Recorded<CheckoutResult>> | undefined;

/**
 * Buys a cart. A cart with a product that is known to be sold out is refused at once. Any other cart joins a batch, which
 * holds the locks of all products of its carts and calls {@link sellBatch} with them.
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
  batches ??= new GroupCommit({ times: LOCK_TIMES.checkout, maxJobs: env().TURN_JOBS, work: sellBatch });
  const inLine = { ...purchase, askedAt: performance.now() };
  return batches.submit(inLine, productKeys(purchase.lines), options);
}

/**
 * Sells the carts of a batch while their products are locked: announces the change, places the orders, and afterwards,
 * when the lock is free again, closes the gates of products that are sold out and counts the sales.
 */
async function sellBatch(
  purchases: readonly Purchase[],
  lock: KeyHold,
  afterwards: (promise: Promise<void>) => void,
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

/** The outcome of each cart, and the stock that is left of each product. */
export interface Placed {
  readonly outcomes: Outcomes<Recorded<CheckoutResult>>;
  readonly stock: LockedStock;
}

/**
 * Sells carts in one transaction, while the locks of all their products are held. Each cart is decided by itself, in the
 * order in which they came: it is sold as a whole or refused, and a refused one changes nothing for the others.
 * @returns for each cart its receipt, or the DomainError that `decideOrder` refuses it with.
 * @throws StaleTokenError when a later holder has written the stock, LockLostError, or an error of the database.
 *   Nothing has changed then.
 */
export async function placeOrders(purchases: readonly Purchase[], lock: KeyHold): Promise<Placed> {
  const { outcomes, stock } = await writeTransaction(
    async (tx) => {
      const state = await lockState(tx, purchases);
      const { granted: sales, outcomes } = decideEach(purchases, (purchase) => sell(purchase, state));
      const [recorded] = await Promise.all([
        keepAnswers(tx, sales, outcomes),
        writeSales(tx, sales, state.stock, lock),
      ]);
      commitGuard(lock, productsOf(purchases).map(productKey));
      return { outcomes: recorded, stock: state.stock, sold: sales.map(({ order }) => order.id) };
    },
    { stands: ({ sold }) => rowsWithIds(orders.id, sold) },
  );
  return { outcomes, stock };
}

/** Decides one cart, and makes its receipt. */
function sell(purchase: Purchase, state: LockedState): DecidedOrder & Answered<CheckoutResult> {
  const decided = decideOrder(purchase, state);
  const order = orderDto(decided.order, decided.lines, purchase.locale);
  const answer = CheckoutResult.parse({ order, balance: decided.movement.balance });
  return { ...decided, once: purchase.once, answer };
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
