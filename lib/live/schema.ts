import { z } from "zod";
import { LockBoard, Overview } from "#lib/admin/schema.ts";
import { couponTopic, productTopic, rushTopic, type Topic } from "#lib/page-tags/topics.ts";
import { RushRun } from "#lib/rush/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { Instant } from "#lib/values/instant.ts";
import { Money } from "#lib/values/money.ts";

/** So many of each can one page watch. */
export const MAX_WATCHED = 100;

const idList = (description: string) =>
  z
    .string()
    .max(MAX_WATCHED * 65)
    .transform((text) => [...new Set(text.split(",").filter((id) => id !== ""))])
    .pipe(z.array(Id).max(MAX_WATCHED))
    .optional()
    .meta({ description });

const Watched = z.object({
  products: idList(`Ids of products, at most ${MAX_WATCHED}, with commas between them`),
  coupons: idList(`Ids of coupons, at most ${MAX_WATCHED}, with commas between them`),
  popular: z.enum(["today", "week"]).optional(),
  overview: z.enum(["1"]).optional().meta({ description: "The dashboard's figures; for admins" }),
  locks: z.enum(["1"]).optional().meta({ description: "Who holds and waits for which lock; for admins" }),
  rush: Id.optional().meta({ description: "A simulated rush; for admins" }),
});
type Watched = z.infer<typeof Watched>;

/** The topics that a page wants to hear about. */
export const topicsOf = ({
  products = [],
  coupons = [],
  popular,
  overview,
  locks,
  rush,
}: Watched): Topic[] => [
  ...products.map(productTopic),
  ...coupons.map(couponTopic),
  ...(popular ? [`popular:${popular}` as const] : []),
  ...(overview ? ["overview" as const] : []),
  ...(locks ? ["locks" as const] : []),
  ...(rush ? [rushTopic(rush)] : []),
];

/** Whether only admins may hear about some of it. */
export const isForAdmins = ({ overview, locks, rush }: Watched): boolean =>
  [overview, locks, rush].some((one) => one !== undefined);

/** What a page wants to hear about. */
export const LiveQuery = Watched.refine((query) => topicsOf(query).length > 0, "Name something to watch");

const Count = z.number().int().nonnegative();

/** A product's facts that change while people look. */
export const LiveProduct = z
  .object({ id: z.string(), stock: Count, price: Money, saleStartsAt: Instant.nullable() })
  .meta({ id: "LiveProduct" });
export type LiveProduct = z.infer<typeof LiveProduct>;

/** What is left of a coupon, and when it can be claimed; one that was taken out of the shop has ended. */
export const LiveCoupon = z
  .object({ id: z.string(), remaining: Count, totalQuantity: Count, startsAt: Instant, endsAt: Instant })
  .meta({ id: "LiveCoupon" });
export type LiveCoupon = z.infer<typeof LiveCoupon>;

/** The best sellers of a period, by units. */
export const LivePopular = z
  .object({
    period: z.enum(["today", "week"]),
    items: z.array(
      z.object({ rank: z.number().int().positive(), productId: z.string(), sold: z.number().int() }),
    ),
  })
  .meta({ id: "LivePopular" });
export type LivePopular = z.infer<typeof LivePopular>;

/**
 * What a page is told: first everything that it watches, then what changed; always with the shop's clock.
 * What does not exist is not there.
 */
export const LiveNews = z
  .object({
    now: Instant.meta({ description: "The clock by which sales open: the database's" }),
    products: z.array(LiveProduct).optional(),
    coupons: z.array(LiveCoupon).optional(),
    popular: LivePopular.optional(),
    overview: Overview.optional(),
    locks: LockBoard.optional(),
    rush: RushRun.optional(),
  })
  .meta({ id: "LiveNews" });
export type LiveNews = z.infer<typeof LiveNews>;
