import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { type OwnCommand, runScriptFile } from "./own-command.ts";
import { freePort } from "./redis-server.ts";

const ADMIN = { ADMIN_EMAIL: "owner@shop.test", ADMIN_PASSWORD: "a-long-enough-password" };
const Ready = z.object({ id: z.string(), cookie: z.string() });
const Made = z.object({ product: z.object({ id: z.string() }) });

/** Someone who buys. */
type Buyer = z.infer<typeof Ready>;

/** What a purchase came to, once it is certain. */
export interface Purchase {
  readonly sold: boolean;
  readonly orderId: string | null;
  /** How often it was asked again because nobody knew, or nothing had happened. */
  readonly repeats: number;
}

/** A shop of a test's own from the commands for production: machines that serve it, on services that the test names. */
export class ServedShop {
  readonly urls: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "lockstep-served-"));
  readonly #settings: Record<string, string>;
  readonly #machines: OwnCommand[] = [];

  constructor(services: Readonly<Record<string, string>>) {
    this.#settings = {
      NEXT_DIST_DIR: process.env["NEXT_DIST_DIR"] ?? ".next",
      AUTH_SECRET: "the-secret-of-all-machines-0123456789",
      RATE_LIMIT: "off",
      ALLOW_LOAD_TOOLS: "1",
      LOG_LEVEL: "warn",
      ...ADMIN,
      ...services,
    };
  }

  /** Runs a command of the shop to its end. @throws Error with what it printed when it fails. */
  async run(name: string, ...args: string[]): Promise<string> {
    const command = runScriptFile(name, args, { ...this.#settings, DATA_DIR: join(this.#folder, "job") });
    if ((await command.ended) !== 0) throw new Error(`${name} failed:\n${command.printed()}`);
    return command.printed();
  }

  /**
   * Starts so many machines more, each with a folder and a port of its own.
   * @param commit the folder of another commit, where they don't serve this one.
   */
  async serve(
    machines: number,
    settings: Readonly<Record<string, string>> = {},
    commit?: string,
  ): Promise<void> {
    await Promise.all(
      Array.from({ length: machines }, async () => {
        const port = settings["PORT"] ?? String(await freePort());
        const place = { DATA_DIR: join(this.#folder, port), PORT: port };
        const build = commit === undefined ? {} : { NEXT_DIST_DIR: ".next" };
        const own = { ...this.#settings, ...place, ...build, ...settings };
        const machine = runScriptFile("serve", [], own, commit);
        this.#machines.push(machine);
        await machine.says(/Lockstep is served at/);
        this.urls.push(`http://localhost:${port}`);
      }),
    );
  }

  /** Ends the machine at this place of `urls`, as a deploy does. */
  async stopMachine(at: number): Promise<void> {
    this.#machines[at]?.process.kill("SIGTERM");
    await this.#machines[at]?.ended;
  }

  async stop(): Promise<void> {
    for (const machine of this.#machines) machine.process.kill("SIGTERM");
    await Promise.all(this.#machines.map(({ ended }) => ended));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What the machines have printed. */
  printed = (): string => this.#machines.map((machine) => machine.printed()).join("\n");

  async newBuyers(count: number, balance: number): Promise<Buyer[]> {
    const lines = await this.run("shoppers", "--count", String(count), "--balance", String(balance));
    return lines
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => Ready.parse(JSON.parse(line)));
  }

  async newProduct(stock: number, price: number): Promise<string> {
    const [url = ""] = this.urls;
    const headers = { "content-type": "application/json" };
    const account = { email: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD };
    const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers,
      body: JSON.stringify(account),
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const product = {
      name: `Rush ${randomUUID()}`,
      description: "Many want it.",
      category: "desk",
      price,
      stock,
    };
    const made = await fetch(`${url}/api/admin/products`, {
      method: "POST",
      headers: { ...headers, cookie },
      body: JSON.stringify(product),
    });
    return Made.parse(await made.json()).product.id;
  }

  /** What the machines have logged of a request. */
  #loggedOf(requestId = "no request"): string {
    return this.printed()
      .split("\n")
      .filter((line) => line.includes(requestId))
      .join("\n");
  }

  /** Buys one, and asks again by the same key, at the next machine, until the outcome is certain. */
  async buy(buyer: Buyer, productId: string, machine: number): Promise<Purchase> {
    const key = randomUUID();
    const body = JSON.stringify({ items: [{ productId, quantity: 1 }] });
    for (let repeats = 0; ; repeats += 1) {
      const url = this.urls[(machine + repeats) % this.urls.length] ?? "";
      const answer = await fetch(`${url}/api/checkout`, {
        method: "POST",
        headers: { cookie: buyer.cookie, "content-type": "application/json", "idempotency-key": key },
        body,
      }).catch(() => null);
      const said = (await answer?.json().catch(() => null)) as {
        code?: string;
        order?: { id: string };
        instance?: string;
      } | null;
      if (answer?.status === 201) return { sold: true, orderId: said?.order?.id ?? null, repeats };
      if (said?.code === "OUT_OF_STOCK") return { sold: false, orderId: null, repeats };
      if (answer && ![503, 409, 429].includes(answer.status))
        throw new Error(`${answer.status} ${JSON.stringify(said)}\n${this.#loggedOf(said?.instance)}`);
      await pause(100);
    }
  }
}
