import { Agent, type IncomingMessage, request } from "node:http";
import { z } from "zod";

/** More connections at once than this only wait in the machine's own queues. */
const MOST_CONNECTIONS = 2_000;
/** So many connections are opened at most to find one to a wanted process. */
const TRIES_A_LANE = 64;
const Process = z.object({ process: z.string() });

/** A request of a shopper. */
export interface Post {
  readonly path: string;
  readonly cookie: string;
  readonly key: string;
  readonly body?: string;
}

/** What came of a request; status 0 when the connection broke. */
export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: number;
}

/** The connections of a rush: one a shopper, to all of the shop's processes or to some of them. */
export class Lanes {
  private constructor(
    private readonly url: URL,
    private readonly agents: readonly Agent[],
  ) {}

  /**
   * @param processes how many of the app's processes are hit; null is whichever the shop hands out.
   * @throws Error when the shop has not so many.
   */
  static async open(url: string, connections: number, processes: number | null): Promise<Lanes> {
    const most = Math.min(connections, MOST_CONNECTIONS);
    const at = new URL(url);
    if (processes === null) return new Lanes(at, [new Agent({ keepAlive: true, maxSockets: most })]);
    return new Lanes(at, await agentsTo(at, most, processes));
  }

  /** Sends one request of a shopper, always over the same connection where processes were chosen. */
  post(shopper: number, { path, cookie, key, body = "" }: Post): Promise<Answered> {
    const headers = {
      cookie,
      "idempotency-key": key,
      ...(body ? { "content-type": "application/json", "content-length": Buffer.byteLength(body) } : {}),
    };
    const agent = this.agents[shopper % this.agents.length];
    return new Promise((resolve) => {
      const broken = () => resolve({ status: 0, body: "", retryAfter: 0 });
      const asked = request(
        new URL(path, this.url),
        { method: "POST", agent, headers },
        (answer) =>
          void textOf(answer).then((text) => {
            const retryAfter = Number(answer.headers["retry-after"]) || 0;
            resolve({ status: answer.statusCode ?? 0, body: text, retryAfter });
          }, broken),
      );
      asked.on("error", broken);
      asked.end(body);
    });
  }

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }
}

/** The front door gives each connection to a process in turn; those to others than the first few are closed. */
async function agentsTo(url: URL, most: number, processes: number): Promise<Agent[]> {
  const chosen = new Set<string>();
  const agents: Agent[] = [];
  const perProcess = new Map<string, number>();
  const fair = Math.ceil(most / processes);
  for (let tries = 0; agents.length < most && tries < most * TRIES_A_LANE; tries += 1) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const name = await processBehind(url, agent);
    if (chosen.size < processes) chosen.add(name);
    const count = perProcess.get(name) ?? 0;
    if (chosen.has(name) && count < fair) {
      perProcess.set(name, count + 1);
      agents.push(agent);
    } else agent.destroy();
    // A shop of fewer processes shows the same ones again and again.
    if (chosen.size < processes && tries > processes * TRIES_A_LANE) {
      for (const open of agents) open.destroy();
      throw new Error(`the shop has ${chosen.size} app processes, not ${processes}`);
    }
  }
  return agents;
}

async function processBehind(url: URL, agent: Agent): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL("/api/load/process", url), { agent }, resolve).on("error", reject).end();
  });
  return Process.parse(JSON.parse(await textOf(answer))).process;
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  return text;
}
