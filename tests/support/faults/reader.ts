import { setTimeout as pause } from "node:timers/promises";

/** Longer than this nobody waits for a page, whatever has failed. */
const ANSWERS_WITHIN_MS = 10_000;
const PATHS = ["/products", "/api/products?pageSize=5", "/"] as const;

/** Somebody who looks around in the shop during a fault, and what was wrong with the answers. */
export class Reader {
  readonly complaints: string[] = [];
  /** How often each machine's answer was a page. */
  served = 0;
  readonly #reading: Promise<void>[];
  #goesOn = true;

  /** Connections break only where processes are killed. */
  constructor(
    urls: readonly string[],
    private readonly mayBreak: boolean,
  ) {
    this.#reading = urls.map((url) => this.#readOn(url));
  }

  async stop(): Promise<void> {
    this.#goesOn = false;
    await Promise.all(this.#reading);
  }

  async #readOn(url: string): Promise<void> {
    let round = 0;
    while (this.#goesOn) {
      round += 1;
      const path = PATHS[round % PATHS.length] ?? "/";
      const complaint = await this.#look(url, path);
      if (complaint) this.complaints.push(`${path}: ${complaint}`);
      await pause(100);
    }
  }

  /** Asks for a page; says what is wrong with the answer. */
  async #look(url: string, path: string): Promise<string | null> {
    const startedAt = performance.now();
    try {
      const answer = await fetch(url + path, { signal: AbortSignal.timeout(2 * ANSWERS_WITHIN_MS) });
      await answer.arrayBuffer();
      const ms = performance.now() - startedAt;
      if (ms > ANSWERS_WITHIN_MS) return `took ${Math.round(ms)} ms`;
      if (answer.status === 200) this.served += 1;
      if (answer.status === 503 && answer.headers.has("retry-after")) return null;
      return answer.status === 200 ? null : `answered ${answer.status}`;
    } catch (error) {
      return this.mayBreak
        ? null
        : `broke: ${String(error instanceof Error ? (error.cause ?? error) : error)}`;
    }
  }
}
