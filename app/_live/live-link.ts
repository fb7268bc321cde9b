import type { LiveNews } from "#lib/live/schema.ts";
import { newKey } from "../_api/new-key.ts";
import { addressesOf } from "./live-address.ts";
import { LiveStream } from "./live-stream.ts";
import { LiveTabs } from "./live-tabs.ts";
import type { LiveValues, Wish } from "./live-values.ts";

/** Parts and tabs that appear and go within this time, as when a page is changed, open one stream and not many. */
const SETTLE_MS = 40;

/** What only an admin may hear is never asked for in the name of other tabs. */
const isShared = ({ kind }: Wish) => kind !== "overview";

/**
 * The page's way to the shop's news: a stream of its own, or what the leading tab of this browser passes on. It
 * runs while the page is seen, the device is online and something is watched.
 */
export class LiveLink {
  readonly #tabs = "BroadcastChannel" in window ? this.#joinTabs() : null;
  #streams = new Map<string, LiveStream>();
  #settling: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;

  constructor(private readonly values: () => LiveValues) {
    const sync = () => this.#sync();
    document.addEventListener("visibilitychange", sync);
    const stop = () => this.#stop();
    window.addEventListener("pagehide", stop);
    document.addEventListener("freeze", stop);
    for (const event of ["pageshow", "online", "offline"]) window.addEventListener(event, sync);
  }

  /** Something else is watched from now on. */
  wishesChanged(): void {
    this.#settle();
  }

  #joinTabs(): LiveTabs {
    const age = performance.timeOrigin.toFixed().padStart(15, "0");
    return new LiveTabs(`${age}-${newKey()}`, () => new BroadcastChannel("lockstep-live"), {
      onNews: (news) => this.values().take(news),
      onTabs: (isNew) => {
        // A new listener needs to hear how things stand, which a stream tells when it begins.
        if (isNew) this.#closeStreams();
        this.#settle();
      },
    });
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
    const tabs = wishes.every(isShared) ? this.#tabs : null;
    this.#tabs?.watch(tabs ? wishes : []);
    const wasRunning = this.#isRunning;
    this.#isRunning = true;
    // The other tabs have time to answer before this one takes the lead.
    if (tabs && !wasRunning) this.#settle();
    else this.#open(!tabs || tabs.leads ? addressesOf(tabs?.wishes ?? wishes) : []);
  }

  #open(addresses: readonly string[]): void {
    for (const [address, stream] of this.#streams) {
      if (addresses.includes(address)) continue;
      stream.close();
      this.#streams.delete(address);
    }
    for (const address of addresses) {
      if (!this.#streams.has(address))
        this.#streams.set(address, new LiveStream(address, (news) => this.#take(news)));
    }
  }

  /** From our own stream. */
  #take(news: LiveNews): void {
    this.values().take(news);
    if (this.values().wishes.every(isShared)) this.#tabs?.passOn(news);
  }

  #stop(): void {
    clearTimeout(this.#settling);
    this.#isRunning = false;
    this.#tabs?.watch([]);
    this.#closeStreams();
  }

  #closeStreams(): void {
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
  }
}
