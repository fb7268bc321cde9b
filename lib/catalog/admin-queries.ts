import { and, count, desc, eq, getTableColumns } from "drizzle-orm";
import { db, type Queryable } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { productStock, products } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { offsetOf, toPage } from "#lib/values/pagination.ts";
import { type ProductRow, productDto } from "./product-dto.ts";
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

/** The products of the shop, newest first. */
export async function listAdminProducts(query: AdminProductQuery): Promise<AdminProductPage> {
  const where = and(
    isNotOfRush(products.id),
    query.q ? hasEveryWord(products.searchText, query.q) : undefined,
    query.status ? eq(products.status, query.status) : undefined,
  );
  const [rows, counted] = await Promise.all([
    db()
      .select(columns)
      .from(products)
      .innerJoin(productStock, eq(productStock.productId, products.id))
      .where(where)
      .orderBy(desc(products.createdAt), desc(products.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(products).where(where),
  ]);
  return toPage(rows.map(adminDto), counted, query);
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
