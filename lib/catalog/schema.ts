import { z } from "zod";
import { Instant, InstantInput } from "#lib/values/instant.ts";
import { MAX_PRICE, Money } from "#lib/values/money.ts";
import { cursorQuery, historyOf, PageQuery, pageOf } from "#lib/values/pagination.ts";
import { plainLines, plainText } from "#lib/values/plain-text.ts";
import { SearchText } from "#lib/values/search-text.ts";
import { Version } from "#lib/values/version.ts";
import { wonOf } from "#lib/values/whole-number.ts";
import { isPictureAddress } from "./picture-address.ts";
import { SORTS } from "./sorts.ts";

/** A product as shoppers see it, in one language. */
export const Product = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    price: Money,
    stock: z.number().int().nonnegative(),
    imageUrl: z.string().nullable(),
    saleStartsAt: Instant.nullable(),
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof Product>;

export const ProductPage = pageOf(Product).meta({ id: "ProductPage" });
export type ProductPage = z.infer<typeof ProductPage>;

/** A price to filter by, as it stands in a query string; an empty field does not filter. */
const PriceFilter = z
  .preprocess((typed) => {
    if (typeof typed !== "string") return typed;
    return typed.trim() === "" ? undefined : (wonOf(typed) ?? typed);
  }, z.number("A whole number of won").int().min(0).max(MAX_PRICE).optional())
  .optional();

/** What a shopper can ask of the catalogue. */
export const ProductQuery = PageQuery.extend({
  q: SearchText,
  category: plainText(60)
    .optional()
    .or(z.literal("").transform(() => undefined)),
  minPrice: PriceFilter,
  maxPrice: PriceFilter,
  sort: z.enum(SORTS).default("popular"),
  inStock: z
    .enum(["true", "false", "1", "0"])
    .default("false")
    .transform((value) => value === "true" || value === "1"),
});
export type ProductQuery = z.infer<typeof ProductQuery>;
/** What the catalogue's page takes of its address, in the order of its links. */
export const CATALOGUE_PARAMETERS: readonly string[] = [
  "q",
  "category",
  "minPrice",
  "maxPrice",
  "sort",
  "inStock",
  "page",
  "cursor",
  "before",
];

export const PopularQuery = z.object({
  period: z.enum(["today", "week"]).default("today"),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type PopularQuery = z.infer<typeof PopularQuery>;

export const PopularProducts = z
  .object({
    items: z.array(
      z.object({ rank: z.number().int().positive(), sold: z.number().int().positive(), product: Product }),
    ),
  })
  .meta({ id: "PopularProducts" });
export type PopularProducts = z.infer<typeof PopularProducts>;

const category = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, digits and single hyphens")
  .max(60);
const price = z.number().int().min(1).max(MAX_PRICE);
const imageUrl = z.string().max(500).refine(isPictureAddress, "A path of this site or an https address");

/** The most that a product's stock can be, far inside a Postgres integer. */
export const MAX_STOCK = 1_000_000_000;

/** Whether shoppers find a product: not yet, now, or no more. */
export const ProductStatus = z.enum(["draft", "published", "archived"]);

/** A new product, from an admin. */
export const NewProduct = z.strictObject({
  name: plainText(200),
  description: plainLines(5_000),
  nameKo: plainText(200).nullish(),
  descriptionKo: plainLines(5_000).nullish(),
  category,
  price,
  stock: z.number().int().min(0).max(MAX_STOCK),
  imageUrl: imageUrl.nullish(),
  saleStartsAt: InstantInput.nullish(),
  status: ProductStatus.optional(),
});
export type NewProduct = z.infer<typeof NewProduct>;

/**
 * A change of a product; stock moves by a difference with its reason, never to a number. `version` names the
 * state that it is meant for.
 */
export const ProductChange = NewProduct.omit({ stock: true })
  .partial()
  .extend({
    stockDelta: z
      .number()
      .int()
      .min(-MAX_STOCK)
      .max(MAX_STOCK)
      .refine((delta) => delta !== 0, "Can't be 0")
      .optional(),
    reason: plainText(200).optional(),
    version: Version.optional(),
  })
  .refine((change) => change.stockDelta === undefined || change.reason !== undefined, {
    path: ["reason"],
    error: "Say why the stock changes",
  })
  .refine(({ version: _meant, ...change }) => Object.keys(change).length > 0, "Nothing to change");
export type ProductChange = z.infer<typeof ProductChange>;

/** A product as admins see it. */
export const AdminProduct = Product.extend({
  version: Version,
  status: ProductStatus,
  nameKo: z.string().nullable(),
  descriptionKo: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
}).meta({ id: "AdminProduct" });
export type AdminProduct = z.infer<typeof AdminProduct>;

export const AdminProductQuery = PageQuery.extend({
  q: SearchText,
  status: ProductStatus.optional(),
});
export type AdminProductQuery = z.infer<typeof AdminProductQuery>;

export const AdminProductPage = pageOf(AdminProduct).meta({ id: "AdminProductPage" });
export type AdminProductPage = z.infer<typeof AdminProductPage>;

export const AdminProductResult = z.object({ product: AdminProduct }).meta({ id: "AdminProductResult" });

/** What staff can ask of a product's stock history. */
export const MOVEMENT_KEY = /^[1-9]\d{0,14}$/;
export const MovementQuery = cursorQuery(MOVEMENT_KEY);

/** A change of stock, and what was there after it. */
export const StockMovement = z
  .object({
    id: z.string(),
    kind: z.enum(["initial", "sale", "return", "adjustment"]),
    delta: z.number().int(),
    after: z.number().int(),
    orderId: z.string().nullable(),
    actor: z.string().nullable(),
    reason: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: "StockMovement" });
export type StockMovement = z.infer<typeof StockMovement>;
export const StockMovements = historyOf(StockMovement).meta({ id: "StockMovements" });
export type StockMovements = z.infer<typeof StockMovements>;

/** An uploaded picture: what to give a product as its `imageUrl`. */
export const UploadedPicture = z
  .object({ imageUrl: z.string(), width: z.number().int().positive(), height: z.number().int().positive() })
  .meta({ id: "UploadedPicture" });
export type UploadedPicture = z.infer<typeof UploadedPicture>;
