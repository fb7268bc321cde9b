import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { productStock, products, stockMovements } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingProducts } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { type IdempotentRequest, keepAnswer, type Recorded } from "#lib/idempotency/record.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, productKey, withLocks } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { openGates } from "#lib/stock/sold-out-gate.ts";
import { type MeantVersions, requireVersion } from "#lib/values/version.ts";
import { getAdminProduct } from "./admin-queries.ts";
import { type AdminProduct, MAX_STOCK, type ProductChange } from "./schema.ts";

/**
 * Changes a product and moves its stock, under the product's lock, if it is in a version that the change is
 * meant for. Announces the change.
 * @throws DomainError PRODUCT_NOT_FOUND, STALE, OUT_OF_STOCK when less is there than is to be taken;
 *   LockTimeoutError, LockUnavailableError, LockLostError, StaleTokenError.
 */
export function changeProduct(asked: AskedChange): Promise<Changed> {
  const { productId } = asked;
  return withLocks([productKey(productId)], LOCK_TIMES.admin, (lock) =>
    announcingProducts([productId], () => writeChange(asked, lock)),
  );
}

/** A change of a product, the admin who makes it, and its idempotency key. */
export interface AskedChange {
  readonly actorId: string;
  readonly productId: string;
  readonly change: ProductChange;
  readonly meant: MeantVersions;
  readonly once: IdempotentRequest | null;
}

type Changed = Recorded<{ readonly product: AdminProduct }>;

async function writeChange(
  { actorId, productId, change, meant, once }: AskedChange,
  lock: KeyHold,
): Promise<Changed> {
  if ((change.stockDelta ?? 0) > 0) await openGates([productId], lock);
  return writeTransaction(async (tx) => {
    await holdProduct(tx, productId);
    const before = await getAdminProduct(tx, productId);
    requireVersion(before, meant);
    const { stockDelta, reason, version: _meant, ...fields } = change;
    if (stockDelta !== undefined) {
      await moveStock(tx, productId, stockDelta, lock);
      const movement = {
        productId,
        kind: "adjustment",
        delta: stockDelta,
        actorId,
        reason: reason ?? null,
      } as const;
      await tx.insert(stockMovements).values(movement);
    }
    // Stock moves by differences, which overwrite nothing: a form that shows the product stays valid.
    if (Object.keys(fields).length > 0) {
      await tx
        .update(products)
        .set({ ...fields, version: sql`${products.version} + 1`, updatedAt: sql`now()` })
        .where(eq(products.id, productId));
    }
    const changed = await getAdminProduct(tx, productId);
    const why = reason === undefined ? {} : { reason };
    const detail = { name: changed.name, ...why, ...changesOf(before, changed) };
    await writeAuditLog(tx, { actorId, action: "product.change", target: productId, detail });
    commitGuard(lock, [productKey(productId)]);
    return keepAnswer(tx, once, { product: changed });
  });
}

/** Two admins change one product one after the other, with or without the lock of its key. */
async function holdProduct(tx: Tx, productId: string): Promise<void> {
  await tx.select({ id: products.id }).from(products).where(eq(products.id, productId)).for("no key update");
}

async function moveStock(tx: Tx, productId: string, delta: number, lock: KeyHold): Promise<void> {
  const isOfProduct = eq(productStock.productId, productId);
  const held = await tx.select().from(productStock).where(isOfProduct).for("no key update");
  checkFences(held, lock);
  const available = held[0]?.quantity ?? 0;
  const left = available + delta;
  if (left < 0) {
    throw new DomainError("OUT_OF_STOCK", `Only ${available} are there to take from.`, {
      productId,
      available,
    });
  }
  if (left > MAX_STOCK) {
    const message = `The stock would be over ${MAX_STOCK}.`;
    throw new DomainError("VALIDATION", message, { errors: [{ path: "stockDelta", message }] });
  }
  await tx.update(productStock).set({ quantity: left, fence: lock.token }).where(isOfProduct);
}
