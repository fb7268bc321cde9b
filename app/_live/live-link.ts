import type { LiveNews } from "#lib/live/schema.ts";
import type { LiveValues, Wish } from "./live-values.ts";

/** Parts that appear and go within this time, as when a page is changed, open one stream and not many. */
const SETTLE_MS = 40;
/** The shop gives a sign of life every 15 s; a stream that is silent for longer than this is dead. */
const SILENT_MS = 40_000;
const RETRY_MS = { least: 500, most: 15_000 };

function addressOf(wishes: readonly Wish[]): string {
  const idsOf = (kind: Wish["kind"]) =>
    wishes
      .filter((wish) => wish.kind === kind)
      .map(({ id }) => id)
      .sort();
  const search = new URLSearchParams();
  const products = idsOf("product");
  const coupons = idsOf("coupon");
  const [popular] = idsOf("popular");
  if (products.length > 0) search.set("products", products.slice(0, 100).join());
  if (coupons.length > 0) search.set("coupons", coupons.slice(0, 100).join());
  if (popular) search.set("popular", popular);
  if (idsOf("overview").length > 0) search.set("overview", "1");
  return `/api/live?${search}`;
}

/**
 * The page's one stream. It runs while the page is seen, the device is online and something is watched; each
 * time it begins anew the shop first tells how things stand.
 */
export class LiveLink {
  #source: EventSource | null = null;
  #address = "";
  #failures = 0;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly values: () => LiveValues) {
    document.addEventListener("visibilitychange", () => this.#sync());
    window.addEventListener("pagehide", () => this.#close());
    window.addEventListener("pageshow", () => this.#sync());
    window.addEventListener("offline", () => this.#sync());
    window.addEventListener("online", () => {
      this.#failures = 0;
      this.#close();
      this.#sync();
    });
  }

  /** Something else is watched from now on. */
  wishesChanged(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#sync(), SETTLE_MS);
  }

  #sync(): void {
    const { wishes } = this.values();
    if (wishes.length === 0 || document.visibilityState === "hidden" || !navigator.onLine) {
      this.#close();
      return;
    }
    const address = addressOf(wishes);
    if (this.#source && address === this.#address) return;
    this.#open(address);
  }

  #open(address: string): void {
    this.#close();
    this.#address = address;
    const source = new EventSource(address);
    this.#source = source;
    this.#expectLife();
    const take = ({ data }: MessageEvent<string>) => {
      if (this.#source !== source) return;
      this.#failures = 0;
      this.#expectLife();
      this.values().take(JSON.parse(data) as LiveNews);
    };
    for (const event of ["snapshot", "change", "clock"]) source.addEventListener(event, take);
    source.addEventListener("error", () => {
      if (this.#source === source) this.#tryAgain();
    });
  }

  #close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #expectLife(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#tryAgain(), SILENT_MS);
  }

  /** Everybody's stream ends when a process stops: who comes back at once comes with all the others. */
  #tryAgain(): void {
    const address = this.#address;
    this.#close();
    const most = Math.min(RETRY_MS.least * 2 ** this.#failures, RETRY_MS.most);
    // The shop may have no stream to give: then its values are asked for, time and again.
    if (this.#failures > 0) void this.#askOnce(address);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#sync(), most * (0.5 + Math.random() / 2));
  }

  async #askOnce(address: string): Promise<void> {
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (answer.ok) this.values().take((await answer.json()) as LiveNews);
    } catch {
      // The next try will tell.
    }
  }
}
