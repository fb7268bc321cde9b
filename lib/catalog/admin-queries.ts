import { and, count, eq, getTableColumns } from "drizzle-orm";
import { db, type Queryable } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { productStock, products } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { type ProductRow, productDto } from "./product-dto.ts";
import { NEWEST } from "./product-orders.ts";
import { AdminProduct, type AdminProductPage, type AdminProductQuery } from "./schema.ts";

const { searchText: _searchedOnly, ...shown } = getTableColumns(products);
const columns = { ...shown, stock: productStock.quantity };

const adminDto = (row: ProductRow): AdminProduct =>
  AdminProduct.parse({
    ...productDto(row, "en"),
    nameKo: row.nameKo,
    descriptionKo: row.descriptionKo,
    version: row.version,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });

/**
 * The products of the shop, newest first.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listAdminProducts(query: AdminProductQuery): Promise<AdminProductPage> {
  const where = and(
    isNotOfRush(products.id),
    query.q ? hasEveryWord(products.searchText, query.q) : undefined,
    query.status ? eq(products.status, query.status) : undefined,
  );
  const [found, counted] = await Promise.all([
    readKeysetPage(
      NEWEST,
      query,
      (part) =>
        db()
          .select(columns)
          .from(products)
          .innerJoin(productStock, eq(productStock.productId, products.id))
          .where(and(where, part.where))
          .orderBy(...part.orderBy)
          .limit(part.limit)
          .offset(part.offset),
      (row) => [row.id, row.createdAt.toISOString()],
    ),
    db().select({ total: count() }).from(products).where(where),
  ]);
  return toPage(found, adminDto, counted, query);
}

/**
 * One product as admins see it.
 * @throws DomainError PRODUCT_NOT_FOUND
 */
export async function getAdminProduct(from: Queryable, productId: string): Promise<AdminProduct> {
  const [row] = await from
    .select(columns)
    .from(products)
    .innerJoin(productStock, eq(productStock.productId, products.id))
    .where(eq(products.id, productId));
  if (!row) throw new DomainError("PRODUCT_NOT_FOUND", "There is no such product.");
  return adminDto(row);
}
