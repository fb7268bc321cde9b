import { eq, or } from "drizzle-orm";
import { type Tx, writeDb } from "#db/client.ts";
import { productStock, products, stockMovements } from "#db/schema/index.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { announcingProducts } from "#lib/live/announce.ts";
import { newId } from "#lib/values/identifier.ts";
import { getAdminProduct } from "./admin-queries.ts";
import type { AdminProduct, NewProduct } from "./schema.ts";

const MAX_SLUG = 48;

/** Puts a product into the shop, with its first stock, and announces it. */
export function createProduct(actorId: string, product: NewProduct): Promise<AdminProduct> {
  const id = newId();
  return announcingProducts([id], () => insertProduct(actorId, id, product));
}

async function insertProduct(actorId: string, id: string, product: NewProduct): Promise<AdminProduct> {
  const { stock, ...fields } = product;
  return writeDb().transaction(async (tx) => {
    const slug = await freeSlug(tx, product.name, id);
    await tx.insert(products).values({
      ...fields,
      id,
      slug,
      nameKo: fields.nameKo ?? null,
      descriptionKo: fields.descriptionKo ?? null,
      imageUrl: fields.imageUrl ?? null,
      saleStartsAt: fields.saleStartsAt ?? null,
    });
    await tx.insert(productStock).values({ productId: id, quantity: stock });
    await tx
      .insert(stockMovements)
      .values({ productId: id, kind: "initial", delta: stock, actorId, reason: "First stock" });
    await writeAuditLog(tx, {
      actorId,
      action: "product.create",
      target: id,
      detail: { name: product.name, stock },
    });
    return getAdminProduct(tx, id);
  });
}

/** The name as a part of an address; with the end of the id where another product has that already. */
async function freeSlug(tx: Tx, name: string, id: string): Promise<string> {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
  const slug = plain || "product";
  const [taken] = await tx
    .select({ id: products.id })
    .from(products)
    .where(or(eq(products.slug, slug), eq(products.id, slug)))
    .limit(1);
  return taken ? `${slug}-${id.slice(-12)}` : slug;
}
