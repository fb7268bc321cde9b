import { addressesOf } from "./live-address.ts";
import { LiveStream } from "./live-stream.ts";
import type { LiveValues } from "./live-values.ts";

/** Parts that appear and go within this time, as when a page is changed, open one stream and not many. */
const SETTLE_MS = 40;

/**
 * The page's way to the shop's news: a stream that runs while the page is seen, the device is online and something
 * is watched.
 */
export class LiveLink {
  #streams = new Map<string, LiveStream>();
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly values: () => LiveValues) {
    const sync = () => this.#sync();
    document.addEventListener("visibilitychange", sync);
    window.addEventListener("pagehide", () => this.#stop());
    for (const event of ["pageshow", "online", "offline"]) window.addEventListener(event, sync);
  }

  /** Something else is watched from now on. */
  wishesChanged(): void {
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#sync(), SETTLE_MS);
  }

  #sync(): void {
    const { wishes } = this.values();
    if (wishes.length === 0 || document.visibilityState === "hidden" || !navigator.onLine) {
      this.#stop();
      return;
    }
    this.#open(addressesOf(wishes));
  }

  #open(addresses: readonly string[]): void {
    for (const [address, stream] of this.#streams) {
      if (addresses.includes(address)) continue;
      stream.close();
      this.#streams.delete(address);
    }
    for (const address of addresses) {
      if (!this.#streams.has(address))
        this.#streams.set(address, new LiveStream(address, (news) => this.values().take(news)));
    }
  }

  #stop(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }
}
