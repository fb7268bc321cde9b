import { z } from "zod";
import { Discount } from "#lib/values/discount.ts";
import { Instant, InstantInput } from "#lib/values/instant.ts";
import { MAX_PRICE, Money } from "#lib/values/money.ts";
import { aroundFields, PageQuery, pageOf, placeFields } from "#lib/values/pagination.ts";
import { plainText } from "#lib/values/plain-text.ts";
import { SearchText } from "#lib/values/search-text.ts";
import { Version } from "#lib/values/version.ts";

export const CouponState = z.enum(["scheduled", "open", "sold-out", "ended"]);

/** A coupon as shoppers see it. */
export const Coupon = z
  .object({
    id: z.string(),
    name: z.string(),
    discount: Discount,
    minOrder: Money,
    totalQuantity: z.number().int().nonnegative(),
    remaining: z.number().int().nonnegative(),
    startsAt: Instant,
    endsAt: Instant,
    state: CouponState,
  })
  .meta({ id: "Coupon" });
export type Coupon = z.infer<typeof Coupon>;

export const CouponPage = pageOf(Coupon).meta({ id: "CouponPage" });
export type CouponPage = z.infer<typeof CouponPage>;

/** The answer to a claim that was granted. */
export const ClaimResult = z
  .object({
    userCoupon: z.object({
      id: z.string(),
      couponId: z.string(),
      status: z.literal("issued"),
      issuedAt: Instant,
      expiresAt: Instant,
    }),
    remaining: z.number().int().nonnegative(),
  })
  .meta({ id: "ClaimResult" });
export type ClaimResult = z.infer<typeof ClaimResult>;

/** A coupon in a shopper's hands, with its rule. */
export const UserCoupon = z
  .object({
    id: z.string(),
    couponId: z.string(),
    name: z.string(),
    status: z.enum(["issued", "used", "expired"]),
    discount: Discount,
    minOrder: Money,
    issuedAt: Instant,
    expiresAt: Instant,
    usedAt: Instant.nullable(),
  })
  .meta({ id: "UserCoupon" });
export type UserCoupon = z.infer<typeof UserCoupon>;

export const UserCouponPage = pageOf(UserCoupon).meta({ id: "UserCouponPage" });
export type UserCouponPage = z.infer<typeof UserCouponPage>;

/** A form of input for each type of discount: one that is missing does not compile. */
const DISCOUNT_INPUTS = {
  fixed: z
    .strictObject({
      type: z.literal("fixed"),
      value: z.number().int().min(1).max(MAX_PRICE),
      /** Means nothing here; taken because forms send all their fields. */
      maxDiscount: z.number().int().min(1).max(MAX_PRICE).nullish(),
    })
    .transform(({ type, value }) => ({ type, value })),
  percent: z
    .strictObject({
      type: z.literal("percent"),
      value: z.number().int().min(1).max(100),
      maxDiscount: z.number().int().min(1).max(MAX_PRICE).nullish(),
    })
    .transform(({ maxDiscount, ...discount }) => (maxDiscount ? { ...discount, maxDiscount } : discount)),
} as const satisfies { [Type in Discount["type"]]: z.ZodType<Extract<Discount, { type: Type }>> };

const DiscountInput = z.discriminatedUnion("type", [DISCOUNT_INPUTS.fixed, DISCOUNT_INPUTS.percent]);

const couponFields = {
  name: plainText(200),
  nameKo: plainText(200).nullish(),
  discount: DiscountInput,
  minOrder: z.number().int().min(0).max(MAX_PRICE).default(0),
  totalQuantity: z.number().int().min(1).max(1_000_000_000),
  startsAt: InstantInput,
  endsAt: InstantInput,
};

/** A new coupon, from an admin. */
export const NewCoupon = z
  .strictObject(couponFields)
  .refine((coupon) => coupon.startsAt < coupon.endsAt, { path: ["endsAt"], error: "Must be after the start" })
  .meta({ id: "NewCoupon" });
export type NewCoupon = z.infer<typeof NewCoupon>;

/** A change of a coupon. What is already issued keeps its own expiry. `version` names the state that it is meant for. */
export const CouponChange = z
  .strictObject({ ...couponFields, minOrder: couponFields.minOrder.unwrap(), version: Version })
  .partial()
  .refine(({ version: _meant, ...change }) => Object.keys(change).length > 0, "Nothing to change")
  .meta({ id: "CouponChange" });
export type CouponChange = z.infer<typeof CouponChange>;

/** A coupon as admins see it. */
export const AdminCoupon = Coupon.extend({
  version: Version,
  nameKo: z.string().nullable(),
  issued: z.number().int().nonnegative(),
  used: z.number().int().nonnegative(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
}).meta({ id: "AdminCoupon" });
export type AdminCoupon = z.infer<typeof AdminCoupon>;

export const AdminCouponResult = z.object({ coupon: AdminCoupon }).meta({ id: "AdminCouponResult" });
export const AdminCouponPage = pageOf(AdminCoupon).meta({ id: "AdminCouponPage" });
export type AdminCouponPage = z.infer<typeof AdminCouponPage>;

/** What staff can ask of the coupons. */
export const AdminCouponQuery = PageQuery.extend({
  q: SearchText,
  state: z.enum([...CouponState.options, "archived"]).optional(),
});
export type AdminCouponQuery = z.infer<typeof AdminCouponQuery>;

/** The query of the list of a coupon's holders. */
export const HolderQuery = z.object({
  status: z.enum(["issued", "used"]).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  ...placeFields,
});
export type HolderQuery = z.infer<typeof HolderQuery>;

/** Somebody who claimed a coupon, and the order that it was used for. */
export const CouponHolder = z
  .object({
    id: z.string(),
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    status: z.enum(["issued", "used"]),
    issuedAt: Instant,
    expiresAt: Instant,
    usedAt: Instant.nullable(),
    orderId: z.string().nullable(),
  })
  .meta({ id: "CouponHolder" });
export type CouponHolder = z.infer<typeof CouponHolder>;
export const CouponHolders = z
  .object({
    items: z.array(CouponHolder),
    ...aroundFields,
  })
  .meta({ id: "CouponHolders" });
export type CouponHolders = z.infer<typeof CouponHolders>;
