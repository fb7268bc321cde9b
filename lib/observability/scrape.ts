import { mergeMetrics } from "./merge-metrics.ts";
import { metrics } from "./metrics.ts";

/** The longest that a scrape waits for the supervisor; then it tells of this process alone. */
const WITHIN_MS = 2_000;

/** What an app process and its supervisor say to each other about metrics. */
export type ScrapeMessage =
  /** From a process that is scraped: what do all of us measure? */
  | { readonly scrape: "ask"; readonly id: number }
  /** To each of the others, and what it says. */
  | { readonly scrape: "measure"; readonly id: number }
  | { readonly scrape: "measured"; readonly id: number; readonly text: string }
  /** Back to the one that asked. */
  | { readonly scrape: "answer"; readonly id: number; readonly texts: readonly string[] };

/** Whether a message between the processes is about metrics. */
export const isScrapeMessage = (message: unknown): message is ScrapeMessage =>
  typeof message === "object" && message !== null && "scrape" in message;

interface Scrapes {
  next: number;
  readonly waiting: Map<number, (texts: readonly string[]) => void>;
}

// The API's code and the process's own are bundled apart; they meet here.
const cache = globalThis as typeof globalThis & { lockstepScrapes?: Scrapes };

/** Has this process tell its supervisor what it measures, whenever that asks. */
export function answerScrapes(): void {
  if (cache.lockstepScrapes || !process.send) return;
  const scrapes: Scrapes = { next: 1, waiting: new Map() };
  cache.lockstepScrapes = scrapes;
  process.on("message", (message: unknown) => {
    if (!isScrapeMessage(message)) return;
    if (message.scrape === "answer") scrapes.waiting.get(message.id)?.(message.texts);
    if (message.scrape !== "measure") return;
    const { id } = message;
    void metrics()
      .registry.metrics()
      .then((text) => send({ scrape: "measured", id, text }));
  });
}

/** The metrics of all app processes of this machine, those of this one first. */
export async function metricsOfAll(): Promise<string> {
  const own = await metrics().registry.metrics();
  return mergeMetrics([own, ...(await othersMetrics())]);
}

function othersMetrics(): Promise<readonly string[]> {
  const scrapes = cache.lockstepScrapes;
  if (!scrapes || !process.connected) return Promise.resolve([]);
  const id = scrapes.next;
  scrapes.next += 1;
  return new Promise<readonly string[]>((resolve) => {
    const timer = setTimeout(resolve, WITHIN_MS, []);
    scrapes.waiting.set(id, (texts) => {
      clearTimeout(timer);
      resolve(texts);
    });
    send({ scrape: "ask", id });
  }).finally(() => scrapes.waiting.delete(id));
}

function send(message: ScrapeMessage): void {
  // A supervisor that is gone is told nothing; this process leaves then.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
