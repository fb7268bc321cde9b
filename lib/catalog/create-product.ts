import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { productStock, products, stockMovements } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingProducts } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { type IdempotentRequest, keepAnswer, type Recorded } from "#lib/idempotency/record.ts";
import { newId } from "#lib/values/identifier.ts";
import { getAdminProduct } from "./admin-queries.ts";
import type { AdminProduct, NewProduct } from "./schema.ts";
import { slugOf, withEndOf } from "./slug.ts";

type Created = Recorded<{ readonly product: AdminProduct }>;

/** Puts a product into the shop, with its first stock, once a key, and announces it. */
export function createProduct(
  actorId: string,
  product: NewProduct,
  once: IdempotentRequest | null,
): Promise<Created> {
  const id = newId();
  return announcingProducts([id], () => insertProduct(actorId, id, product, once));
}

async function insertProduct(
  actorId: string,
  id: string,
  product: NewProduct,
  once: IdempotentRequest | null,
): Promise<Created> {
  const { stock, ...fields } = product;
  return writeTransaction(async (tx) => {
    await insertWithFreeSlug(tx, {
      ...fields,
      id,
      nameKo: fields.nameKo ?? null,
      descriptionKo: fields.descriptionKo ?? null,
      imageUrl: fields.imageUrl ?? null,
      saleStartsAt: fields.saleStartsAt ?? null,
    });
    await tx.insert(productStock).values({ productId: id, quantity: stock });
    await tx
      .insert(stockMovements)
      .values({ productId: id, kind: "initial", delta: stock, actorId, reason: "First stock" });
    const created = await getAdminProduct(tx, id);
    const detail = { name: created.name, ...changesOf({}, created) };
    await writeAuditLog(tx, { actorId, action: "product.create", target: id, detail });
    return keepAnswer(tx, once, { product: created });
  });
}

/** A row with the name as its address; with the end of the id where another product has that, however late. */
async function insertWithFreeSlug(tx: Tx, row: Omit<typeof products.$inferInsert, "slug">): Promise<void> {
  const plain = slugOf(row.name, row.id);
  const [sameId] = await tx.select({ id: products.id }).from(products).where(eq(products.id, plain)).limit(1);
  const slugs = sameId ? [withEndOf(row.id, plain)] : [plain, withEndOf(row.id, plain)];
  for (const slug of slugs) {
    const inserted = await tx
      .insert(products)
      .values({ ...row, slug })
      .onConflictDoNothing({ target: products.slug })
      .returning({ id: products.id });
    if (inserted.length > 0) return;
  }
  throw new Error(`no free slug for ${row.id}`);
}
