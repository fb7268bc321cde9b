import { hasAdmin, seedAdmin } from "#db/seed/admin.ts";
import { seedDatabase } from "#db/seed/index.ts";
import { seedLarge } from "#db/seed/large.ts";
import { Failure } from "../../server/failure.mjs";
import { explained } from "./database-failure.ts";
import { chooseAdmin, keepAdmin, tellAdmin } from "./first-admin.ts";
import { makeDataDir } from "./kept-facts.ts";
import { readSettings, requireDatabase } from "./settings.ts";

/** What an empty shop is filled with: an invented shop with its history, or nothing. */
export type Content = "demo" | "none";

/**
 * Fills the empty shop and makes its first admin; answers what it did.
 * @throws Failure when nobody is named and a shop without the demo would be left without an admin.
 */
export async function seedShop(
  databaseUrl: string,
  content: Content,
  admin: { readonly email: string; readonly password: string } | null,
): Promise<{ filled: boolean; madeAdmin: boolean }> {
  const filled = content === "demo" && (await seedDatabase(databaseUrl));
  if (admin === null) {
    if (!(await hasAdmin(databaseUrl)) && content === "none") throw NO_ADMIN;
    return { filled, madeAdmin: false };
  }
  return { filled, madeAdmin: await seedAdmin(databaseUrl, admin) };
}

const NO_ADMIN = new Failure(
  "This shop has no admin yet.",
  "On a database of your own name the first one: set ADMIN_EMAIL, and ADMIN_PASSWORD (without it one is made and printed once).",
);

/** `npm run seed -- demo|none`; `large` adds a large shop to whatever is there, for measuring. */
export async function runSeed(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const [content, ...more] = args;
  if (content === "large" && more.length === 0) return addLargeShop(requireDatabase(environment));
  if ((content !== "demo" && content !== "none") || more.length > 0)
    throw new Failure(
      "Say what the empty shop is filled with.",
      "npm run seed -- demo, or: npm run seed -- none",
    );
  const databaseUrl = requireDatabase(environment);
  const { dataDir } = readSettings(environment);
  makeDataDir(dataDir);
  const admin = chooseAdmin(dataDir, environment);
  const { filled, madeAdmin } = await explained("DATABASE_URL", () => seedShop(databaseUrl, content, admin));
  if (admin) keepAdmin(admin, madeAdmin);
  if (content === "demo")
    process.stdout.write(
      filled ? "filled the empty shop with the demo\n" : "the shop is not empty; nothing was filled in\n",
    );
  if (admin === null) process.stdout.write("no admin was made: set ADMIN_EMAIL to name one\n");
  else if (madeAdmin) process.stdout.write(`made the admin: ${tellAdmin(admin, madeAdmin)}\n`);
  else process.stdout.write("the shop has an admin already\n");
}

async function addLargeShop(databaseUrl: string): Promise<void> {
  const added = await seedLarge(databaseUrl);
  process.stdout.write(
    added
      ? "added 50,000 shoppers, 200,000 orders and 1,000,000 ledger rows\n"
      : "the large shop is there already\n",
  );
}
