import { type ChildProcess, fork, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { endChild } from "#server/processes.ts";
import { step } from "../../../scripts/setup/step.mjs";

/** The benchmark's own, made anew by each run. */
const DATA = ".data-bench";
const STAMP = "node_modules/.lockstep-installed";
const ENDS_WITHIN_MS = 10_000;

/** Another shop: the packages of a folder of its own, and the scripts there that prepare it and serve it. */
export class PeerFolder {
  readonly #folder: string;
  readonly #log: number;
  readonly #processes: ChildProcess[] = [];

  constructor(
    readonly name: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {
    this.#folder = `tests/bench/shops/${name}`;
    this.#log = openSync(this.#logFile, "a");
  }

  get #logFile(): string {
    return join(DATA, `${this.name}.log`);
  }

  /** The version of a package of its. */
  versionOf(packageName: string): string {
    const { version } = JSON.parse(this.#read(`node_modules/${packageName}/package.json`));
    return version;
  }

  /** Installs what its lock file says, where that is not done yet. No script of a package is run. */
  async install(): Promise<void> {
    const wanted = createHash("sha256").update(this.#read("package-lock.json")).digest("hex");
    if (existsSync(join(this.#folder, STAMP)) && this.#read(STAMP) === wanted) return;
    await step(`installed ${this.name}`, async () => {
      const options = ["--prefix", ".", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
      const npm = spawn("npm", ["ci", ...options], {
        cwd: this.#folder,
        stdio: ["ignore", this.#log, this.#log],
      });
      const [code] = await once(npm, "exit");
      if (code !== 0) throw new Error(`npm could not install ${this.name}: see ${this.#logFile}`);
    });
    writeFileSync(join(this.#folder, STAMP), wanted);
  }

  /** Runs a script to its end. Answers what it said. */
  async run(
    script: string,
    args: readonly (string | number)[],
    more: Record<string, string> = {},
  ): Promise<unknown> {
    const child = this.#fork(script, args, more);
    let said: unknown;
    child.once("message", (message) => {
      said = message;
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${script} of ${this.name} failed: see ${this.#logFile}`);
    return said;
  }

  /** Starts a script that stays, and waits until it says that it is ready. */
  async keep(script: string, more: Record<string, string> = {}): Promise<void> {
    const child = this.#fork(script, [], more);
    this.#processes.push(child);
    const ended = once(child, "exit").then(() => {
      throw new Error(`${script} of ${this.name} ended: see ${this.#logFile}`);
    });
    await Promise.race([once(child, "message"), ended]);
    // Its end is awaited by `stop`.
    ended.catch(() => {});
  }

  pids(): number[] {
    return this.#processes.flatMap(({ pid }) => pid ?? []);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((child) => endChild(child, "SIGTERM", ENDS_WITHIN_MS)));
  }

  #fork(script: string, args: readonly (string | number)[], more: Record<string, string>): ChildProcess {
    const { PATH = "" } = process.env;
    return fork(join(process.cwd(), this.#folder, script), args.map(String), {
      cwd: this.#folder,
      // Nothing of ours is for them: neither our settings, nor how Node is to load TypeScript.
      env: { PATH, HOME: resolve(DATA), NODE_ENV: "production", TZ: "UTC", ...this.environment, ...more },
      execArgv: [],
      stdio: ["ignore", this.#log, this.#log, "ipc"],
    });
  }

  #read(path: string): string {
    return readFileSync(join(this.#folder, path), "utf8");
  }
}
