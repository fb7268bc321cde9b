import { afterAll, beforeAll, expect, it } from "vitest";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { newProduct } from "#tests/support/goods.ts";
import { LivePage } from "#tests/support/live-page.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newShopper } from "#tests/support/people.ts";
import { database, stockOf } from "#tests/support/truth.ts";

/** Half of what a page is kept for when nothing is heard of its products. */
const WITHIN_MS = 5_000;

let shop: Awaited<ReturnType<typeof startProcesses>>;

beforeAll(async () => {
  shop = await startProcesses(2);
});

afterAll(async () => {
  await shop.app.stop();
  await database.end();
});

interface DoorTo {
  readonly door: AppDoor;
  readonly pid: number;
}

/** A door to a process of which this holds. */
async function doorTo(fits: (pid: number) => boolean): Promise<DoorTo> {
  for (;;) {
    const door = new AppDoor(shop.url);
    const { pid } = await door.metric("process_start_time_seconds");
    if (fits(pid)) return { door, pid };
    door.close();
  }
}

/** Sells one and kills the seller as soon as that is committed, before it can tell anybody. */
async function sellAndDie(productId: string, { door, pid }: DoorTo): Promise<void> {
  const { session } = await newShopper(1_000);
  const { quantity } = await stockOf(productId);
  const body = { items: [{ productId, quantity: 1 }] };
  const answer = door.ask("/api/checkout", { method: "POST", headers: { cookie: session }, body });
  answer.catch(() => {});
  while ((await stockOf(productId)).quantity === quantity);
  process.kill(pid, "SIGKILL");
}

it("a process that dies with its commit leaves no page and no stream behind the database", async () => {
  const { id, slug } = await newProduct({ stock: 9, price: 1_000 });
  const seller = await doorTo(() => true);
  const reader = await doorTo((pid) => pid !== seller.pid);
  const live = await LivePage.open(`products=${id}`, (await doorTo((pid) => pid === reader.pid)).door);
  await live.seeStock(id, 9);
  const stockOnPage = async () => {
    const page = await textOf(await reader.door.ask(`/products/${slug}`));
    return /"inventoryLevel":\{[^}]*"value":(\d+)/.exec(page)?.[1];
  };
  expect(await stockOnPage()).toBe("9");

  await sellAndDie(id, seller);
  const committedAt = performance.now();
  const told = live.seeStock(id, 8).then(() => performance.now());
  for (;;) {
    const asked = performance.now();
    expect(asked - committedAt).toBeLessThan(WITHIN_MS);
    if ((await stockOnPage()) === "8") break;
  }
  expect((await told) - committedAt).toBeLessThan(WITHIN_MS);
  live.close();
  reader.door.close();
});
