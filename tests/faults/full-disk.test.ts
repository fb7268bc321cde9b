import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { SmallDisk } from "#tests/support/faults/small-disk.ts";
import type { Service } from "../../scripts/stack/service.ts";

const FULL_MS = 3_000;

/** A PostgreSQL of its own on a small disk, which all of this file's modules take for the shop's. */
const place = await vi.hoisted(async (): Promise<{ disk: SmallDisk; postgres: Service } | null> => {
  // Room for a cluster and its log; what is left is taken by the fault.
  const DISK_MIB = 320;
  const { SmallDisk } = await import("#tests/support/faults/small-disk.ts");
  const disk = SmallDisk.mount(DISK_MIB);
  if (!disk) return null;
  const { startPostgres } = await import("../../scripts/stack/postgres.ts");
  const { migrateDatabase } = await import("#db/migrate.ts");
  const postgres = await startPostgres(disk.path, () => {});
  process.env["DATABASE_URL"] = postgres.url;
  await migrateDatabase(postgres.url);
  return { disk, postgres };
});

const { closeDatabase } = await import("#db/client.ts");
const { FaultyShop } = await import("#tests/support/faults/faulty-shop.ts");
const { FIRST_STOCK, Ordeal } = await import("#tests/support/faults/ordeal.ts");
const { RedisServer } = await import("#tests/support/redis-server.ts");
const { database } = await import("#tests/support/truth.ts");

let machine: Awaited<ReturnType<typeof FaultyShop.start>> | undefined;
let redis: Awaited<ReturnType<typeof RedisServer.start>> | undefined;

beforeAll(async () => {
  if (!place) return;
  redis = await RedisServer.start();
  machine = await FaultyShop.start(2, { redisPort: redis.port, databaseUrl: place.postgres.url });
});

afterAll(async () => {
  await machine?.stop();
  await redis?.kill();
  await closeDatabase();
  await database.end();
  await place?.postgres.stop();
  place?.disk.unmount();
});

/** A product that is put on the shelf without the running shop, which has another database. */
async function shelve(stock: number): Promise<string> {
  const id = `disk-${randomUUID()}`;
  await database`insert into products (id, slug, name, description, category, price)
    values (${id}, ${id}, 'Disk', 'Made by a test.', 'test', 1)`;
  await database`insert into product_stock (product_id, quantity) values (${id}, ${stock})`;
  await database`insert into stock_movements (product_id, kind, delta, reason) values (${id}, 'initial', ${stock}, 'test')`;
  return id;
}

it.skipIf(place === null)(
  "when PostgreSQL's disk is full in a rush, the shop tells the truth, and sells again when there is room",
  async () => {
    if (!machine || !place) throw new Error("no machine");
    const ordeal = await Ordeal.begin([machine], 1, await shelve(FIRST_STOCK));
    const told = await ordeal.during(async () => {
      place.disk.fill();
      await pause(FULL_MS);
      place.disk.free();
    });
    process.stdout.write(`    a full disk: ${told.text}\n`);
    expect(told.wrongs, told.text).toEqual([]);
  },
);
