import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { amount, instant, version } from "./columns.ts";

/** What the shop shows. Stock lives in `product_stock`, so that a sale never touches this row. */
export const products = pgTable(
  "products",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull().unique("products_slug_unique"),
    name: text("name").notNull(),
    nameKo: text("name_ko"),
    description: text("description").notNull(),
    descriptionKo: text("description_ko"),
    category: text("category").notNull(),
    price: amount("price").notNull(),
    imageUrl: text("image_url"),
    saleStartsAt: instant("sale_starts_at"),
    /** A draft was never sold, an archived one is sold no more; shoppers find neither, and old orders keep both. */
    status: text("status", { enum: ["draft", "published", "archived"] })
      .notNull()
      .default("published"),
    version: version(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    // What is searched, made by the database for every writer; a line a column, so that no word spans two.
    searchText: text("search_text").generatedAlwaysAs(
      sql`fold_for_search(name || E'\\n' || coalesce(name_ko, '') || E'\\n' || description || E'\\n' || coalesce(description_ko, '') || E'\\n' || category || E'\\n' || slug)`,
    ),
  },
  (t) => [
    check("products_price_positive", sql`${t.price} > 0`),
    check("products_status_known", sql`${t.status} in ('draft', 'published', 'archived')`),
    index("products_category_created_at_idx").on(t.category, t.createdAt),
    index("products_created_at_idx").on(t.createdAt),
    index("products_price_idx").on(t.price),
  ],
);
