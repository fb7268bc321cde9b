import type { ScrapeMessage } from "#lib/observability/scrape.ts";
import type { AppChild } from "./app-child.ts";

/** A process that says nothing for so long is left out of a scrape. */
const WITHIN_MS = 1_000;

/** Gathers what the app processes measure, for the one of them that is scraped, and tells of the processes as such. */
export class MetricsOfProcesses {
  #next = 1;
  #replaced = 0;
  readonly #waiting = new Map<number, (text: string) => void>();

  /** A process died and another one takes its place. */
  noteReplaced(): void {
    this.#replaced += 1;
  }

  /** What a process says about metrics. */
  heard(from: AppChild, message: ScrapeMessage, all: Iterable<AppChild>): void {
    if (message.scrape === "measured") this.#waiting.get(message.id)?.(message.text);
    else if (message.scrape === "ask") void this.#answer(from, message.id, [...all]);
  }

  async #answer(asker: AppChild, id: number, all: readonly AppChild[]): Promise<void> {
    const others = all.filter((child) => child !== asker && child.isReady);
    const texts = (await Promise.all(others.map((child) => this.#measure(child)))).filter(
      (text) => text !== "",
    );
    asker.tell({ scrape: "answer", id, texts: [...texts, this.#own(texts.length + 1, all.length)] });
  }

  #measure(child: AppChild): Promise<string> {
    const id = this.#next;
    this.#next += 1;
    return new Promise<string>((resolve) => {
      const timer = setTimeout(resolve, WITHIN_MS, "");
      this.#waiting.set(id, (text) => {
        clearTimeout(timer);
        resolve(text);
      });
      child.tell({ scrape: "measure", id });
    }).finally(() => this.#waiting.delete(id));
  }

  #own(answering: number, all: number): string {
    return [
      "# HELP lockstep_app_processes App processes of this machine: those that answer a scrape, and all.",
      "# TYPE lockstep_app_processes gauge",
      `lockstep_app_processes{state="answering"} ${answering}`,
      `lockstep_app_processes{state="all"} ${all}`,
      "# HELP lockstep_app_processes_replaced_total App processes that died or hung and were replaced.",
      "# TYPE lockstep_app_processes_replaced_total counter",
      `lockstep_app_processes_replaced_total ${this.#replaced}`,
      "",
    ].join("\n");
  }
}
