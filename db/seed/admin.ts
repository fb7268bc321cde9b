import { hashPassword } from "better-auth/crypto";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { v7 } from "uuid";
import { oneConnection } from "../one-connection.ts";
import { accounts, users, wallets } from "../schema/index.ts";
import { liftLimits } from "../session-limits.ts";

/** Any number that no other user of the database's advisory locks takes. */
const ADMIN_LOCK = 7_105_333;

/**
 * Makes the shop's first admin, who signs in with this e-mail address and password.
 * Answers false, and changes nothing, when there is an admin already.
 * @throws Error when the address is a shopper's: nobody becomes an admin in passing.
 */
export async function seedAdmin(
  databaseUrl: string,
  admin: { readonly email: string; readonly password: string },
): Promise<boolean> {
  // As better-auth keeps and looks up addresses.
  const email = admin.email.trim().toLowerCase();
  const client = oneConnection(databaseUrl);
  try {
    return await drizzle(client).transaction(async (tx) => {
      await tx.execute(sql.raw(liftLimits()));
      await tx.execute(sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
      const [present] = await tx.select({ id: users.id }).from(users).where(eq(users.role, "admin")).limit(1);
      if (present) return false;
      const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
      if (taken)
        throw Object.assign(new Error(`${email} is a shopper's address`), { code: "ADMIN_IS_SHOPPER" });
      const id = v7();
      await tx.insert(users).values({ id, name: "Admin", email, emailVerified: true, role: "admin" });
      const password = await hashPassword(admin.password);
      await tx.insert(accounts).values({ id, accountId: id, providerId: "credential", userId: id, password });
      await tx.insert(wallets).values({ userId: id });
      return true;
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Whether the shop has an admin. */
export async function hasAdmin(databaseUrl: string): Promise<boolean> {
  const client = oneConnection(databaseUrl);
  try {
    const db = drizzle(client);
    return (await db.select({ id: users.id }).from(users).where(eq(users.role, "admin")).limit(1)).length > 0;
  } finally {
    await client.end({ timeout: 5 });
  }
}
