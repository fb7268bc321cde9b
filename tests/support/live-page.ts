import type { IncomingMessage } from "node:http";
import { LiveNews } from "#lib/live/schema.ts";
import { AppDoor } from "./app-door.ts";

/** One event of a stream. */
export interface LiveEvent {
  readonly event: string;
  readonly news: LiveNews;
}

/** An open page's stream of news, as a browser reads it. */
export class LivePage {
  readonly events: LiveEvent[] = [];
  /** Whether the shop ended the stream in order; undefined while it runs. */
  ended: boolean | undefined;
  #wake: () => void = () => {};
  #rest = "";

  private constructor(
    readonly answer: IncomingMessage,
    private readonly door: AppDoor,
  ) {
    answer.setEncoding("utf8").on("data", (chunk: string) => this.#read(chunk));
    answer.on("close", () => {
      this.ended = answer.complete;
      this.#wake();
    });
    answer.on("error", () => {});
  }

  /** Opens the stream on a connection of its own, or on one to a chosen process. */
  static async open(query: string, door = new AppDoor(), headers: Record<string, string> = {}) {
    return new LivePage(await door.ask(`/api/live?${query}`, { headers }), door);
  }

  /** The first event, old or to come, that fits; the test fails by its own time limit when none does. */
  async see(fits: (event: LiveEvent) => boolean): Promise<LiveEvent> {
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      if (this.ended !== undefined) throw new Error("the stream ended without it");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until a product's stock was told to be this. */
  seeStock(id: string, stock: number): Promise<LiveEvent> {
    return this.see(({ news }) => news.products?.some((it) => it.id === id && it.stock === stock) ?? false);
  }

  /** Waits until the shop has ended the stream. */
  async end(): Promise<void> {
    while (this.ended === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.door.close();
  }

  #read(chunk: string): void {
    const blocks = (this.#rest + chunk).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event = "", data = ""] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      this.events.push({ event, news: LiveNews.parse(JSON.parse(data)) });
    }
    this.#wake();
  }
}
