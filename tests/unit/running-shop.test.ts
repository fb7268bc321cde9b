import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { adoptRunningShop } from "#scripts/setup/running-shop.ts";

const OURS = "postgres://localhost:5432/ours";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockstep-running-"));
  writeFileSync(
    join(folder, "services.json"),
    JSON.stringify({
      appUrl: "http://localhost:4711",
      databaseUrl: OURS,
      redisUrl: "redis://localhost:6379",
    }),
  );
  vi.stubEnv("DATA_DIR", folder);
  for (const name of ["APP_URL", "DATABASE_URL", "REDIS_URL", "AUTH_SECRET"]) vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("the running shop that a command works on", () => {
  it("is told whole where nothing is set", () => {
    adoptRunningShop();
    expect(process.env).toMatchObject({ APP_URL: "http://localhost:4711", DATABASE_URL: OURS });
  });

  it("answers at the served port also where its services are set", () => {
    vi.stubEnv("DATABASE_URL", OURS);
    vi.stubEnv("REDIS_URL", "redis://localhost:6379");
    vi.stubEnv("AUTH_SECRET", "a secret of thirty-two characters");
    adoptRunningShop();
    expect(process.env["APP_URL"]).toBe("http://localhost:4711");
  });

  it("is not the one of this folder where another database is set", () => {
    vi.stubEnv("DATABASE_URL", "postgres://elsewhere:5432/theirs");
    adoptRunningShop();
    expect(process.env["APP_URL"]).toBeUndefined();
  });
});
