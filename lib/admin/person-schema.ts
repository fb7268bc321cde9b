import { z } from "zod";
import { LedgerEntry } from "#lib/points/schema.ts";
import { Instant } from "#lib/values/instant.ts";
import { Money } from "#lib/values/money.ts";
import { PageQuery, pageOf } from "#lib/values/pagination.ts";
import { plainText } from "#lib/values/plain-text.ts";
import { SearchText } from "#lib/values/search-text.ts";
import { LedgerRows } from "./ledger-row.ts";

/** The orders in which staff page through people. */
export const PERSON_SORTS = ["newest", "oldest", "name"] as const;

/** What staff can ask of the people. */
export const AdminUserQuery = PageQuery.extend({
  q: SearchText,
  role: z.enum(["shopper", "admin"]).optional(),
  state: z.enum(["active", "banned"]).optional(),
  sort: z.enum(PERSON_SORTS).default("newest"),
});
export type AdminUserQuery = z.infer<typeof AdminUserQuery>;

/** A person with an account. */
export const AdminUser = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["shopper", "admin"]),
    balance: Money,
    orders: z.number().int().nonnegative(),
    bannedAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: "AdminUser" });
export type AdminUser = z.infer<typeof AdminUser>;
export const AdminUserPage = pageOf(AdminUser).meta({ id: "AdminUserPage" });
export type AdminUserPage = z.infer<typeof AdminUserPage>;

/** Everything that staff need to know of a person. */
export const Person = z
  .object({
    user: AdminUser.extend({
      emailVerified: z.boolean(),
      signsInBy: z.enum(["password", "demo", "nothing"]),
      banReason: z.string().nullable(),
    }),
    spent: Money.meta({ description: "What the standing orders came to" }),
    ledger: LedgerRows,
    coupons: z.array(
      z.object({
        id: z.string(),
        couponId: z.string(),
        name: z.string(),
        status: z.enum(["issued", "used", "expired"]),
        issuedAt: Instant,
        expiresAt: Instant,
        usedAt: Instant.nullable(),
      }),
    ),
    sessions: z.array(
      z.object({ id: z.string(), startedAt: Instant, address: z.string(), userAgent: z.string() }),
    ),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

/** The most points of one grant. */
export const GRANT_MAX = 100_000_000;

/** Points that staff give, or take where the amount is negative. */
export const PointsChange = z
  .strictObject({
    amount: z
      .number()
      .int("Whole points only")
      .min(-GRANT_MAX)
      .max(GRANT_MAX)
      .refine((amount) => amount !== 0, "Can't be 0"),
    reason: plainText(200),
  })
  .meta({ id: "PointsChange" });
export type PointsChange = z.infer<typeof PointsChange>;
export const PointsChanged = z.object({ balance: Money, entry: LedgerEntry }).meta({ id: "PointsChanged" });
export type PointsChanged = z.infer<typeof PointsChanged>;

/** Another role, and why. */
export const RoleChange = z
  .strictObject({ role: z.enum(["shopper", "admin"]), reason: plainText(200).optional() })
  .meta({ id: "RoleChange" });
export type RoleChange = z.infer<typeof RoleChange>;
export const PersonResult = z.object({ user: AdminUser }).meta({ id: "PersonResult" });
