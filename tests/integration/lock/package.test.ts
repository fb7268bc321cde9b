import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RedisServer } from "#tests/support/redis-server.ts";

const run = promisify(execFile);
const PACKAGE = resolve("lib/lock");
let server: RedisServer;
let folder: string;
let tarball: string;

// The package as npm publishes it, in an empty folder outside the repository.
beforeAll(async () => {
  server = await RedisServer.start();
  folder = await mkdtemp(join(tmpdir(), "lockstep-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: PACKAGE });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("[\n"))) as { filename: string }[];
  tarball = join(folder, packed?.filename ?? "");
}, 240_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server.kill();
});

/** A project that has the package and its peer, and nothing else. Nothing is fetched: the peer is linked. */
async function newProject(peer: string): Promise<string> {
  const project = await mkdtemp(join(folder, "project-"));
  const target = join(project, "node_modules/@lockstep/lock");
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components", "1"]);
  await symlink(resolve("node_modules", peer), join(project, "node_modules/ioredis"));
  await writeFile(join(project, "package.json"), '{"type":"module"}');
  return project;
}

async function runExample(project: string, name: string): Promise<string> {
  const file = join(project, name);
  await writeFile(file, await readFile(join(PACKAGE, "examples", name)));
  const url = server.url;
  const env = { NODE_ENV: "production", PATH: process.env["PATH"], REDIS_URL: url } as const;
  const { stdout, stderr } = await run(process.execPath, [file], { cwd: project, env });
  expect(stderr).toBe("");
  return stdout;
}

describe("the package", () => {
  it("has what it needs and no source", async () => {
    const target = join(await newProject("ioredis"), "node_modules/@lockstep/lock");
    const files = (await readdir(target)).sort();
    expect(files).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "dist", "examples", "package.json"]);
    expect(await readdir(join(target, "dist"))).toEqual(expect.arrayContaining(["index.js", "index.d.ts"]));
  });

  for (const peer of ["ioredis", "ioredis-5"]) {
    it(`runs its examples under plain node, with ${peer}`, async () => {
      const project = await newProject(peer);
      expect(await runExample(project, "cron-once.mjs")).toMatch(/^sent under token \d+$/m);
      expect(await runExample(project, "cart.mjs")).toContain("'sold out'");
      expect(await runExample(project, "route-handler.mjs")).toContain("201 { redeemed: 'SPRING'");
    });
  }

  it("has types that tell a caller what is not for it", async () => {
    const project = await newProject("ioredis");
    await symlink(resolve("node_modules/@types"), join(project, "node_modules/@types"));
    const source = `
      import { createLockManager, type Lock } from "@lockstep/lock";
      import { Redis } from "ioredis";
      const locks = createLockManager({ redis: new Redis({ lazyConnect: true }), maxPasses: 0 });
      export const lock: Lock | null = await locks.tryAcquire("a", { leaseMs: 100 });
      export const left: number = lock?.remainingMs ?? 0;
      export const { up, since, lastError }: { up: boolean; since: Date; lastError: Error | null } = locks.health();
      // @ts-expect-error: only the manager marks a lock as lost
      lock?.markLost();
      // @ts-expect-error: only the manager knows until when
      if (lock) lock.validUntil = 5;`;
    await writeFile(join(project, "use.ts"), source);
    const options = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,esnext.disposable"];
    const modules = ["--module", "nodenext", "--moduleResolution", "nodenext", "--types", "node"];
    await run(resolve("node_modules/.bin/tsc"), [...options, ...modules, "use.ts"], { cwd: project });
  });
});
