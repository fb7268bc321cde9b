import { setTimeout as pause } from "node:timers/promises";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers } from "#tests/support/people.ts";
import { until } from "#tests/support/redis-server.ts";
import { seededRandom } from "./random.ts";
import { Reader } from "./reader.ts";
import { buyOnce, Rush, type Try } from "./rush.ts";
import { findLies } from "./verdict.ts";

export const FIRST_STOCK = 50_000;
const BUYERS = 16;
const QUIET_MS = 700;
/** What may have been under way when the fault began. */
const NOTICED_MS = 1_000;
/** Within this of the fault's end everything sells again: the time in which a lost COMMIT and a held row end. */
const SELLS_AGAIN_WITHIN_MS = 12_000;

interface Place {
  readonly url: string;
}

/** What came of a rush with a fault in it. */
interface Verdict {
  /** Everything that must not be; empty when the shop has told the truth, and sells again. */
  readonly wrongs: readonly string[];
  /** Sales from a second after the fault's begin to its end. */
  readonly soldMeanwhile: number;
  /** Sales of each machine from the moment on that was asked for, to the fault's end. */
  readonly soldAfter: readonly number[];
  readonly text: string;
}

/** A rush for one product over several machines, in which something happens; then its judgement. */
export class Ordeal {
  private constructor(
    private readonly places: readonly Place[],
    private readonly seed: number,
    private readonly random: () => number,
    private readonly productId: string,
    private readonly rush: Rush,
  ) {}

  /** Begins a rush for a new product, or one of which there are `FIRST_STOCK`, and waits until it sells. */
  static async begin(places: readonly Place[], seed: number, shelved?: string): Promise<Ordeal> {
    const random = seededRandom(seed);
    const productId = shelved ?? (await newProduct({ stock: FIRST_STOCK, price: 1 })).id;
    const buyers = await newShoppers(BUYERS, 10_000);
    const urls = places.map(({ url }) => url);
    const rush = new Rush(urls, buyers, productId, random);
    await until(() => rush.soldSince(0) > BUYERS);
    await pause(QUIET_MS);
    return new Ordeal(places, seed, random, productId, rush);
  }

  /** Has it happen while people look around in the shop, whose connections break only where they may; then judges. */
  async during(
    happen: (random: () => number) => Promise<void>,
    {
      mayBreak = false,
      after = 0,
    }: { readonly mayBreak?: boolean | undefined; readonly after?: number } = {},
  ): Promise<Verdict> {
    const urls = this.places.map(({ url }) => url);
    const reader = new Reader(urls, mayBreak);
    const startedAt = performance.now();
    await happen(this.random);
    const soldMeanwhile = this.rush.soldSince(startedAt + NOTICED_MS);
    const soldAfter = urls.map((url) => this.rush.soldSince(startedAt + after, url));
    const again = await Promise.all(this.places.map(({ url }) => this.#sellsAgain(url)));
    await pause(QUIET_MS);
    await Promise.all([this.rush.stop(), reader.stop()]);
    return { ...(await this.#judge(again, soldMeanwhile, reader)), soldAfter };
  }

  /** Buys until it goes well; answers after how many milliseconds. */
  async #sellsAgain(url: string): Promise<number> {
    const buyer = await newShopper(10);
    const since = performance.now();
    for (;;) {
      const one: Try = await buyOnce(url, buyer, this.productId, null);
      this.rush.tries.push(one);
      const ms = performance.now() - since;
      if (one.status === 201 || ms > 3 * SELLS_AGAIN_WITHIN_MS) return ms;
      await pause(100);
    }
  }

  async #judge(
    again: readonly number[],
    soldMeanwhile: number,
    reader: Reader,
  ): Promise<Omit<Verdict, "soldAfter">> {
    const { tries } = this.rush;
    const counts: Record<string, number> = {};
    for (const { status, code } of tries) {
      const name = code ? `${status} ${code}` : String(status);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    const askAt = this.places[0]?.url ?? "";
    const wrongs = [
      ...(await findLies(tries, this.productId, FIRST_STOCK, askAt)),
      ...reader.complaints.map((complaint) => `a reader: ${complaint}`),
      ...again
        .filter((ms) => ms >= SELLS_AGAIN_WITHIN_MS)
        .map((ms) => `sells again after ${Math.round(ms)} ms only`),
      ...(counts["500 INTERNAL"] ? [`${counts["500 INTERNAL"]} answers of 500`] : []),
    ];
    const text = `seed ${this.seed}: ${JSON.stringify(counts)}, ${soldMeanwhile} sold meanwhile, ${reader.served} pages read, sells again after ${again.map(Math.round).join(" and ")} ms`;
    return { wrongs, soldMeanwhile, text };
  }
}
