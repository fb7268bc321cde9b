import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { AdminUserPage, Person } from "#lib/admin/person-schema.ts";
import { AuditReport } from "#lib/audit/schema.ts";
import { allAtOnce, Caller, tally } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newAccount, newShopper, signIn, theAdmin } from "#tests/support/people.ts";
import { database, walletOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

const WHY = "A test";

it("grants and takes points with a reason, once a key, and the audit holds", async () => {
  const admin = await theAdmin();
  const shopper = await newShopper(500);
  const path = `/api/admin/users/${shopper.id}/points`;
  const key = { "Idempotency-Key": randomUUID() };
  const grant = { amount: 2_000, reason: WHY };
  expect((await admin.post(path, grant, key)).body).toMatchObject({
    balance: 2_500,
    entry: { type: "grant", amount: 2_000, balanceAfter: 2_500, reason: WHY },
  });
  const again = await admin.post(path, grant, key);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await admin.post(path, { amount: 1, reason: WHY }, key)).body).toMatchObject({
    code: "IDEMPOTENCY_KEY_REUSED",
  });
  expect((await admin.post(path, { amount: -600, reason: WHY })).body).toMatchObject({
    balance: 1_900,
    entry: { type: "take", amount: -600 },
  });
  expect((await admin.post(path, { amount: -1_901, reason: WHY })).body).toMatchObject({
    status: 402,
    code: "INSUFFICIENT_POINTS",
    balance: 1_900,
  });
  expect((await admin.post(path, { amount: 100_000_000, reason: WHY })).body).toMatchObject({
    code: "BALANCE_LIMIT",
  });
  for (const wrong of [{ amount: 0, reason: WHY }, { amount: 1.5, reason: WHY }, { amount: 5 }]) {
    expect((await admin.post(path, wrong)).status).toBe(400);
  }
  expect(await walletOf(shopper.id)).toEqual({ balance: 1_900, seq: 3, sum: 1_900, rows: 3 });
  expect((await shopper.get("/api/points/history")).body).toMatchObject({
    items: [{ type: "take", reason: WHY }, { type: "grant" }, { type: "charge" }],
  });
  const page = String((await shopper.get("/points", { accept: "text/html" })).body).replaceAll(
    "<!-- -->",
    "",
  );
  expect(page.match(/[+−][\d,]+(?=<\/p>)/g)).toEqual(["−600", "+2,000", "+500"]);
  expect(page.split(`<bdi>${WHY}</bdi>`)).toHaveLength(3);
  const log = await database`select action from admin_audit_log where target = ${shopper.id} order by id`;
  expect(log.map(({ action }) => action)).toEqual(["points.grant", "points.take"]);
  expect((await admin.post("/api/admin/users/nobody/points", grant)).body).toMatchObject({
    code: "USER_NOT_FOUND",
  });
  const { checks } = AuditReport.parse((await admin.get("/api/admin/audit")).body);
  expect(checks.filter(({ name, ok }) => !ok && /wallet|ledger|grant|limit/.test(name))).toEqual([]);
});

it("many grants, takes and top-ups at once add up", async () => {
  const admin = await theAdmin();
  const shopper = await newShopper(10_000);
  const path = `/api/admin/users/${shopper.id}/points`;
  const answers = await allAtOnce([300, -100, 300, -100, 300, -100], (amount) =>
    admin.post(path, { amount, reason: WHY }),
  );
  const tops = await allAtOnce([1, 2, 3], () => shopper.post("/api/points/top-up", { amount: 1_000 }));
  expect(tally([...answers, ...tops])).toEqual({ "201": 9 });
  expect(await walletOf(shopper.id)).toEqual({ balance: 13_600, seq: 10, sum: 13_600, rows: 10 });
});

it("a ban ends every session at once and opens no new one; unbanning lets in again", async () => {
  const admin = await theAdmin();
  const { id, email, password } = await newAccount();
  const [first, second] = [await signIn(email, password), await signIn(email, password)];
  const path = `/api/admin/users/${id}/ban`;
  expect((await admin.post(path, {})).status).toBe(400);
  expect((await admin.post(path, { reason: WHY })).body).toMatchObject({
    user: { id, bannedAt: expect.any(String) },
  });
  for (const caller of [first, second]) expect((await caller.get("/api/points")).status).toBe(401);
  const refused = await new Caller().post("/api/auth/sign-in/email", { email, password });
  expect(refused.body).toMatchObject({ status: 403, code: "ACCOUNT_BANNED" });
  expect(refused.headers.getSetCookie()).toEqual([]);
  const guess = await new Caller().post("/api/auth/sign-in/email", { email, password: "a wrong password" });
  expect(guess.body).toMatchObject({ code: "UNAUTHENTICATED" });
  expect(await database`select from sessions where user_id = ${id}`).toHaveLength(0);
  // A session that came about all the same, as from a sign-in under way, is nobody's.
  const stray = await newShopper(0);
  await database`update users set banned_at = now(), ban_reason = 'x' where id = ${stray.id}`;
  expect((await stray.get("/api/points")).status).toBe(401);
  expect((await admin.send("DELETE", path)).body).toMatchObject({ user: { id, bannedAt: null } });
  expect((await (await signIn(email, password)).get("/api/points")).status).toBe(200);
  const log = await database`select action from admin_audit_log where target = ${id} order by id`;
  expect(log.map(({ action }) => action)).toEqual(["user.ban", "user.unban"]);
});

it("a role changes at once, also for who is signed in", async () => {
  const admin = await theAdmin();
  const account = await newAccount();
  const other = await signIn(account.email, account.password);
  const path = `/api/admin/users/${account.id}/role`;
  expect((await other.get("/api/admin/users")).status).toBe(403);
  const promoted = await admin.send("PATCH", path, { role: "admin", reason: WHY });
  expect(promoted.body).toMatchObject({ user: { role: "admin" } });
  expect((await other.get("/api/admin/users")).status).toBe(200);
  const headers = { cookie: other.cookie ?? "", accept: "text/event-stream" };
  const stream = await fetch(new URL("/api/live?overview=1", shop.APP_URL), { headers });
  expect(stream.status).toBe(200);
  expect((await other.send("PATCH", path, { role: "shopper" })).status).toBe(200);
  // What is open already ends, too.
  const ended = stream.text().then(
    () => "ended",
    () => "ended",
  );
  expect(await ended).toBe("ended");
  expect((await other.get("/api/admin/users")).status).toBe(403);
  expect((await admin.send("PATCH", path, { role: "owner" })).status).toBe(400);
  const log = await database`select detail from admin_audit_log where target = ${account.id} order by id`;
  expect(log[0]?.["detail"]).toEqual({ reason: WHY, before: { role: "shopper" }, after: { role: "admin" } });
});

it("what is worst to lose asks for the password again after a while", async () => {
  const shopper = await newShopper(0);
  const own = await signIn(shop.ADMIN_EMAIL, shop.ADMIN_PASSWORD);
  const grant = () => own.post(`/api/admin/users/${shopper.id}/points`, { amount: 100, reason: WHY });
  expect((await grant()).status).toBe(201);
  const token = decodeURIComponent(own.cookie?.split("=")[1] ?? "").split(".")[0] ?? "";
  await database`update sessions set created_at = now() - interval '11 minutes' where token = ${token}`;
  for (const answer of [
    await grant(),
    await own.send("PATCH", `/api/admin/users/${shopper.id}/role`, { role: "admin" }),
    await own.send("DELETE", "/api/admin/locks/lock%3Aproduct%3Ax"),
  ]) {
    expect(answer.body).toMatchObject({ status: 403, code: "SIGN_IN_AGAIN" });
  }
  expect((await own.post("/api/admin/confirm", { password: "wrong" })).body).toMatchObject({
    status: 400,
    reason: "WRONG_PASSWORD",
  });
  expect((await grant()).status).toBe(403);
  expect((await own.post("/api/admin/confirm", { password: shop.ADMIN_PASSWORD })).status).toBe(204);
  expect((await grant()).status).toBe(201);
  expect((await walletOf(shopper.id)).balance).toBe(200);
});

it("shows a person whole, pages through people, and exports them", async () => {
  const admin = await theAdmin();
  const shopper = await newShopper(700);
  const person = Person.parse((await admin.get(`/api/admin/users/${shopper.id}`)).body);
  expect(person).toMatchObject({
    user: { email: shopper.email, balance: 700 },
    ledger: { items: [{ type: "charge", seq: 1 }] },
    spent: 0,
  });
  expect(person.sessions).toHaveLength(1);
  expect(JSON.stringify(person)).not.toContain(
    decodeURIComponent(shopper.session).split("=")[1]?.split(".")[0],
  );
  expect((await admin.send("DELETE", `/api/admin/users/${shopper.id}/sessions`)).status).toBe(204);
  expect((await shopper.get("/api/points")).status).toBe(401);
  for (const sort of ["newest", "oldest", "name"]) {
    const page = (query: string) => admin.get(`/api/admin/users?sort=${sort}&pageSize=2${query}`);
    const first = AdminUserPage.parse((await page("")).body);
    const second = AdminUserPage.parse((await page(`&cursor=${first.nextCursor}`)).body);
    expect(first.items.some(({ id }) => second.items.some((next) => next.id === id))).toBe(false);
    const back = AdminUserPage.parse((await page(`&before=${second.previousCursor}`)).body);
    expect(back.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
  }
  const file = String((await admin.get(`/api/admin/users.csv?q=${shopper.email}`)).body);
  expect(file.split("\r\n")[1]).toContain(`"${shopper.email}"`);
});
