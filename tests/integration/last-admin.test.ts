import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { banUser, changeRole } from "#lib/admin/change-person.ts";
import { isDomainError } from "#lib/errors.ts";
import { shop } from "#tests/support/environment.ts";
import { newDatabase, type OwnDatabase } from "#tests/support/own-database.ts";

let own: OwnDatabase;
let database: postgres.Sql;

// A shop of its own: nobody else may lose its admins.
beforeAll(async () => {
  own = await newDatabase(shop.DATABASE_URL);
  process.env["DATABASE_URL"] = own.url;
  database = postgres(own.url, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await Promise.all([closeDatabase(), database.end()]);
  await own.drop();
});

const codeOf = async (deed: Promise<unknown>): Promise<string> => {
  const error: unknown = await deed.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return "done";
  if (isDomainError(error)) return error.code;
  throw error;
};

it("two admins who take each other's role at once leave one, whatever they do and how often", async () => {
  await database`insert into users (id, name, email, role) values
    ('one', 'One', 'one@x.test', 'admin'), ('two', 'Two', 'two@x.test', 'admin')`;
  for (let round = 0; round < 10; round += 1) {
    const deeds =
      round % 2 === 0
        ? [
            changeRole({ actorId: "one", userId: "two" }, { role: "shopper" }),
            changeRole({ actorId: "two", userId: "one" }, { role: "shopper" }),
          ]
        : [
            banUser({ actorId: "one", userId: "two" }, "Why not"),
            changeRole({ actorId: "two", userId: "one" }, { role: "shopper" }),
          ];
    const codes = await Promise.all(deeds.map(codeOf));
    expect(codes.toSorted()).toEqual(["FORBIDDEN", "done"]);
    const left = await database<{ id: string }[]>`
      select id from users where role = 'admin' and banned_at is null`;
    expect(left).toHaveLength(1);
    const last = left[0]?.id ?? "";
    const own = { actorId: last, userId: last };
    expect(await codeOf(changeRole(own, { role: "shopper" }))).toBe("LAST_ADMIN");
    expect(await codeOf(banUser(own, "Tired"))).toBe("LAST_ADMIN");
    await database`update users set role = 'admin', banned_at = null, ban_reason = null`;
  }
});
