import { inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { coupons, products, users } from "#db/schema/index.ts";

/** Names are for the eye: one that was changed may be old for as long as the process lives. */
const MOST_KNOWN = 5_000;
const known = new Map<string, string>();

const KEY = /^lock:(product|coupon|user):(.+)$/;

/** What the thing behind each key is called; a key of something that is gone has no name. */
export async function namesOf(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unknown = [...new Set(keys)].filter((key) => !known.has(key));
  if (known.size + unknown.length > MOST_KNOWN) known.clear();
  const idsOf = (kind: string) =>
    unknown.flatMap((key) => {
      const [, its, id] = KEY.exec(key) ?? [];
      return its === kind && id ? [id] : [];
    });
  await Promise.all([
    learn("product", products, idsOf("product")),
    learn("coupon", coupons, idsOf("coupon")),
    learn("user", users, idsOf("user")),
  ]);
  return known;
}

async function learn(
  kind: string,
  table: typeof products | typeof coupons | typeof users,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db()
    .select({ id: table.id, name: table.name })
    .from(table)
    .where(inArray(table.id, [...ids]));
  for (const { id, name } of rows) known.set(`lock:${kind}:${id}`, name);
}
