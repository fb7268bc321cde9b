import { readFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { shop } from "./environment.ts";

const Facts = z.object({ pids: z.object({ app: z.array(z.number()) }) });

interface Ask {
  readonly method?: "GET" | "HEAD" | "POST";
  readonly headers?: Record<string, string>;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
}

/**
 * One connection to one app process. The shop's front door hands each connection to the processes in turn, so
 * what is asked on the same connection is asked of the same process.
 */
export class AppDoor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly url = shop.APP_URL) {}

  /** Sends a request and answers as soon as the head of the answer is there. */
  ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<IncomingMessage> {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const typed = text === undefined ? {} : { "content-type": "application/json" };
    return new Promise((resolve, reject) => {
      const options = { method, agent: this.#agent, headers: { ...typed, ...headers } };
      request(new URL(path, this.url), options, resolve).on("error", reject).end(text);
    });
  }

  /** A metric of the process, and the process's id. */
  async metric(name: string): Promise<{ pid: number; value: number }> {
    const authorization = "Bearer test-metrics-token";
    const text = await textOf(await this.ask("/api/metrics", { headers: { authorization } }));
    const [, pid] = /process="(\d+)"/.exec(text) ?? [];
    const [, value] = new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "m").exec(text) ?? [];
    return { pid: Number(pid), value: Number(value) };
  }

  /** Cuts the connection, as a browser does that goes. */
  close(): void {
    this.#agent.destroy();
  }
}

function processesOfTheShop(): readonly number[] {
  const facts: unknown = JSON.parse(readFileSync(join(shop.DATA_DIR, "services.json"), "utf8"));
  return Facts.parse(facts).pids.app;
}

/** A connection to each app process of a shop: of the running one, or of a test's own. */
export async function doorsToEach(url = shop.APP_URL, app = processesOfTheShop()): Promise<AppDoor[]> {
  const doors = new Map<number, AppDoor>();
  while (app.some((pid) => !doors.has(pid))) {
    const door = new AppDoor(url);
    const { pid } = await door.metric("process_start_time_seconds");
    if (doors.has(pid)) door.close();
    else doors.set(pid, door);
  }
  return [...doors.values()];
}

/** The whole body of an answer. */
export async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  return text;
}
