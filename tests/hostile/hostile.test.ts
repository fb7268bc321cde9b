import { randomInt } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AuditReport } from "#lib/audit/schema.ts";
import { doorsToEach } from "#tests/support/app-door.ts";
import { theAdmin } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";
import { run } from "./run.ts";
import { exploreShop } from "./world.ts";

const Settings = z.object({
  HOSTILE_COUNT: z.coerce.number().int().min(1).default(5_000),
  HOSTILE_SEED: z.coerce.number().int().min(0).optional(),
  /** The one request to send, to see a fault again. */
  HOSTILE_ONLY: z.coerce.number().int().min(0).optional(),
});

const {
  HOSTILE_COUNT: count,
  // A red run of CI is the change's fault, not the seed's; by hand each run looks elsewhere.
  HOSTILE_SEED: seed = process.env["CI"] ? 1 : randomInt(1_000_000_000),
  HOSTILE_ONLY: only,
} = Settings.parse(process.env);

afterAll(() => database.end());

describe("the shop under hostile requests", () => {
  it(
    `answers ${count} of them with no 5xx, no hang, no leak and no state moved by a refusal`,
    async () => {
      process.stdout.write(`hostile requests: seed ${seed}\n`);
      const world = await exploreShop();
      const indexes = only === undefined ? Array.from({ length: count }, (_, index) => index) : [only];
      const { faults, statuses } = await run(world, seed, indexes);
      process.stdout.write(`hostile requests: answers by status ${JSON.stringify(statuses)}\n`);
      const told = faults.map(
        ({ index, attack, why, bytes }) =>
          `${why}: ${attack}\n  again: npm run test:hostile -- --seed ${seed} --only ${index}\n  ${bytes}`,
      );
      expect(faults, told.join("\n")).toEqual([]);
    },
    count * 200 + 60_000,
  );

  it.skipIf(only !== undefined)(
    "leaves nothing behind: no stream, no lock, no transaction, and books that are right",
    async () => {
      const doors = await doorsToEach();
      for (const door of doors) {
        await expect
          .poll(async () => (await door.metric("lockstep_live_streams")).value, { timeout: 20_000 })
          .toBe(0);
        door.close();
      }
      const admin = await theAdmin();
      expect((await admin.get("/api/admin/locks")).body).toEqual({ items: [] });
      const idle = await database`select query from pg_stat_activity where state like 'idle in transaction%'
      and now() - state_change > interval '1 second'`;
      expect([...idle]).toEqual([]);
      expect(AuditReport.parse((await admin.get("/api/admin/audit")).body)).toMatchObject({ ok: true });
    },
  );
});
