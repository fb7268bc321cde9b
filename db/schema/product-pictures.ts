import { sql } from "drizzle-orm";
import { check, customType, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * Pictures that admins have uploaded, encoded anew as WebP; here, so that every process on every machine has them.
 * The id is the hash of the bytes: the same picture is kept once, and its address never shows another.
 */
export const productPictures = pgTable(
  "product_pictures",
  {
    id: text("id").primaryKey(),
    bytes: bytes("bytes").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    uploadedBy: text("uploaded_by")
      .notNull()
      .references(() => users.id),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [check("product_pictures_size_positive", sql`${t.width} > 0 and ${t.height} > 0`)],
);
