import { and, asc, count, desc, eq, getTableColumns, gt, gte, inArray, lte, or, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { productStock, products } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { tagPage } from "#lib/page-tags/page-tags.ts";
import { productTopic } from "#lib/page-tags/topics.ts";
import type { Locale } from "#lib/values/locale.ts";
import { pictureAddress } from "./picture-address.ts";
import { productDto } from "./product-dto.ts";
import { orderOf } from "./product-orders.ts";
import type { Product, ProductPage, ProductQuery } from "./schema.ts";

const { searchText: _searchedOnly, ...shown } = getTableColumns(products);
const productRow = { ...shown, stock: productStock.quantity };

/** What shoppers find. */
const isPublished = eq(products.status, "published");

const withStock = () =>
  db().select(productRow).from(products).innerJoin(productStock, eq(productStock.productId, products.id));

/**
 * A page of the catalogue.
 * @throws DomainError VALIDATION for a cursor of another sort.
 */
export async function listProducts(query: ProductQuery, locale: Locale): Promise<ProductPage> {
  const where = and(
    isNotOfRush(products.id),
    isPublished,
    query.q ? hasEveryWord(products.searchText, query.q) : undefined,
    query.category ? eq(products.category, query.category) : undefined,
    query.minPrice === undefined ? undefined : gte(products.price, query.minPrice),
    query.maxPrice === undefined ? undefined : lte(products.price, query.maxPrice),
    query.inStock ? gt(productStock.quantity, 0) : undefined,
  );
  const order = await orderOf(query.sort);
  const [found, counted] = await Promise.all([
    readKeysetPage(
      order,
      query,
      (part) =>
        db()
          .select({ ...productRow, place: sql<string>`(${order.by})::text` })
          .from(products)
          .innerJoin(productStock, eq(productStock.productId, products.id))
          .where(and(where, part.where))
          .orderBy(...part.orderBy)
          .limit(part.limit)
          .offset(part.offset),
      (row) => [row.id, order.type === "timestamptz" ? row.createdAt.toISOString() : row.place],
    ),
    db()
      .select({ total: count() })
      .from(products)
      .innerJoin(productStock, eq(productStock.productId, products.id))
      .where(where),
  ]);
  tagPage(["lists"], ...found.rows.map(({ saleStartsAt }) => saleStartsAt));
  return toPage(found, (row) => productDto(row, locale), counted, query);
}

/**
 * One product, by its id or its slug.
 * @throws DomainError PRODUCT_NOT_FOUND
 */
export async function getProduct(idOrSlug: string, locale: Locale): Promise<Product> {
  const [row] = await withStock()
    .where(and(isPublished, or(eq(products.id, idOrSlug), eq(products.slug, idOrSlug))))
    // An id is one product's for ever; a slug that looks like it is not.
    .orderBy(desc(eq(products.id, idOrSlug)))
    .limit(1);
  if (!row) throw new DomainError("PRODUCT_NOT_FOUND", "There is no such product.");
  tagPage([productTopic(row.id)], row.saleStartsAt);
  return productDto(row, locale);
}

/** The products with these ids, in no order; unknown ids are left out. */
export async function getProductsByIds(ids: string[], locale: Locale): Promise<Product[]> {
  if (ids.length === 0) return [];
  const rows = await withStock().where(and(isPublished, inArray(products.id, ids)));
  for (const { id, saleStartsAt } of rows) tagPage([productTopic(id)], saleStartsAt);
  return rows.map((row) => productDto(row, locale));
}

/** The same for a cart: a product that is no longer published is included, with a stock of 0. */
export async function getCartProducts(ids: string[], locale: Locale): Promise<Product[]> {
  if (ids.length === 0) return [];
  const rows = await withStock().where(inArray(products.id, ids));
  return rows.map((row) => productDto(row.status === "published" ? row : { ...row, stock: 0 }, locale));
}

/** Each product's picture, by its id; what is no longer there has none. */
export async function picturesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const { id, imageUrl } = products;
  const rows = await db()
    .select({ id, imageUrl })
    .from(products)
    .where(inArray(id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, pictureAddress(row.imageUrl)]));
}

/** The product whose sale starts next, if any is to come. */
export async function findNextDrop(locale: Locale): Promise<Product | null> {
  const [row] = await withStock()
    .where(and(gt(products.saleStartsAt, sql`now()`), isNotOfRush(products.id), isPublished))
    .orderBy(asc(products.saleStartsAt), asc(products.id))
    .limit(1);
  tagPage(["lists"], row?.saleStartsAt ?? null);
  return row ? productDto(row, locale) : null;
}

/** The categories of the shop with how many products each has, by name. */
export async function listCategories(): Promise<{ category: string; count: number }[]> {
  tagPage(["lists"]);
  return db()
    .select({ category: products.category, count: count() })
    .from(products)
    .where(and(isNotOfRush(products.id), isPublished))
    .groupBy(products.category)
    .orderBy(asc(products.category));
}

/** A sitemap holds 50,000 addresses, and each product has one in each language. */
const MOST_ADDRESSES = 20_000;

/** Where the products are found, the newest first. */
export async function listAddresses(): Promise<{ slug: string; updatedAt: Date }[]> {
  return db()
    .select({ slug: products.slug, updatedAt: products.updatedAt })
    .from(products)
    .where(and(isNotOfRush(products.id), isPublished))
    .orderBy(desc(products.createdAt), desc(products.id))
    .limit(MOST_ADDRESSES);
}
