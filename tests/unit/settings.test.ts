import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

const GOOD = { DATABASE_URL: "postgres://a@localhost/b", AUTH_SECRET: "0123456789abcdef" };

/** What a process with these settings says of them. */
function read(settings: Record<string, string>): string {
  const script = `const { env } = await import("#lib/env.ts"); try { env(); console.log("good"); } catch (error) { console.log(error.message); }`;
  const { PATH } = process.env;
  const env = { PATH, ...settings } as unknown as NodeJS.ProcessEnv;
  return execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    env,
    encoding: "utf8",
  });
}

it("a process is told at its start that it knows no Redis, or that it can't read where that is", () => {
  expect(read({ ...GOOD, REDIS_URL: "redis://localhost" })).toContain("good");
  expect(read({ ...GOOD, REDIS_URL: "", REDIS_CLUSTER: "a:1,b:2" })).toContain("good");
  expect(read(GOOD)).toContain("REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER");
  expect(read({ ...GOOD, REDIS_SENTINELS: "a:port" })).toContain("REDIS_SENTINELS: a:port");
});
