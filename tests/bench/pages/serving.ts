import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Pool } from "undici";
import { cpuOf } from "../process-cpu.ts";

const CONNECTIONS = 32;

/** How a page is served under load. */
export type Serving = {
  readonly "requests/s": number;
  /** Of the process that serves. */
  readonly "CPU ms a request": number;
};

/** Asks for a page again and again over many connections, and reckons what that costs the process. */
export async function serve(url: string, pid: number | undefined, ms: number): Promise<Serving> {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  let answers = 0;
  const ask = async () => {
    const answer = await pool.request({ path: pathname + search, method: "GET" });
    await answer.body.arrayBuffer();
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
    answers += 1;
  };
  await ask();
  const before = cpuOf(pid);
  const startedAt = performance.now();
  answers = 0;
  const keepAsking = async () => {
    while (performance.now() < startedAt + ms) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, keepAsking));
  const seconds = (performance.now() - startedAt) / 1_000;
  const spent = cpuOf(pid) - before;
  await pool.destroy();
  return { "requests/s": answers / seconds, "CPU ms a request": spent / answers };
}

/** A static page of so many bytes, to compare with. */
export class StaticPage {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async open(bytes: number): Promise<StaticPage> {
    const child = fork("tests/bench/pages/static-server-main.mjs", [String(bytes)], { execArgv: [] });
    const [port] = (await once(child, "message")) as [number];
    return new StaticPage(`http://127.0.0.1:${port}/`, child);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  close(): void {
    this.child.disconnect();
  }
}
