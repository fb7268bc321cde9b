import type { LiveNews } from "#lib/live/schema.ts";

/** The shop gives a sign of life every 15 s; a stream that is silent for longer than this is dead. */
const SILENT_MS = 40_000;
const RETRY_MS = { least: 500, most: 15_000 };

/** A stream of the shop's news, opened again whenever it is cut; each time the shop first tells how things stand. */
export class LiveStream {
  #source: EventSource | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly address: string,
    private readonly onNews: (news: LiveNews) => void,
  ) {
    this.#open();
  }

  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #open(): void {
    const source = new EventSource(this.address);
    this.#source = source;
    this.#expectLife();
    const take = ({ data }: MessageEvent<string>) => {
      if (this.#source !== source) return;
      this.#failures = 0;
      this.#expectLife();
      this.onNews(JSON.parse(data) as LiveNews);
    };
    for (const event of ["snapshot", "change", "clock"]) source.addEventListener(event, take);
    source.addEventListener("error", () => {
      if (this.#source === source) this.#tryAgain();
    });
  }

  #expectLife(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#tryAgain(), SILENT_MS);
  }

  /** Everybody's stream ends when a process stops: a reader that comes back at once comes with all the others. */
  #tryAgain(): void {
    this.close();
    const most = Math.min(RETRY_MS.least * 2 ** this.#failures, RETRY_MS.most);
    const wait = most * (0.5 + Math.random() / 2);
    const retry = setTimeout(() => this.#open(), wait);
    this.#retry = retry;
    // The shop may have no stream to give: then its values are asked for, time and again.
    if (this.#failures > 0) void this.#askOnce(() => this.#retry === retry);
    this.#failures += 1;
  }

  async #askOnce(isWanted: () => boolean): Promise<void> {
    try {
      const answer = await fetch(this.address, { headers: { accept: "application/json" } });
      const news = answer.ok ? ((await answer.json()) as LiveNews) : null;
      if (news && isWanted()) this.onNews(news);
    } catch {
      // The next try will tell.
    }
  }
}
