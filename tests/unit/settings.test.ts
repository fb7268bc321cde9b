import { expect, it } from "vitest";
import { settingsComplaint } from "#lib/env.ts";

const GOOD = { DATABASE_URL: "postgres://a@localhost/b", AUTH_SECRET: "0123456789abcdef" };

/** What a process with these settings says of them. */
const read = (settings: Record<string, string>): string =>
  settingsComplaint(settings as unknown as NodeJS.ProcessEnv) ?? "good";

it("a process is told at its start that it knows no Redis, or that it can't read where that is", () => {
  expect(read({ ...GOOD, REDIS_URL: "redis://localhost" })).toContain("good");
  expect(read({ ...GOOD, REDIS_URL: "", REDIS_CLUSTER: "a:1,b:2" })).toContain("good");
  expect(read(GOOD)).toContain("REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER");
  expect(read({ ...GOOD, REDIS_SENTINELS: "a:port" })).toContain("REDIS_SENTINELS: a:port");
});

it("a setting that is empty is not set, as files that name all of them have it", () => {
  const names = [
    "PUBLIC_URL",
    "SMTP_URL",
    "METRICS_TOKEN",
    "RATE_LIMIT",
    "LOG_LEVEL",
    "NODE_ENV",
    "TRUST_PROXY",
  ];
  const more = ["DB_READ_CONNECTIONS", "ALLOW_LOAD_TOOLS", "REDIS_SENTINELS", "OTEL_EXPORTER_OTLP_ENDPOINT"];
  const empty = Object.fromEntries([...names, ...more].map((name) => [name, ""]));
  expect(read({ ...empty, ...GOOD, REDIS_URL: "redis://localhost" })).toContain("good");
});

it("whatever an operator calls production is production, and a wrong setting is named", () => {
  const settings = { ...GOOD, REDIS_URL: "redis://localhost" };
  expect(read({ ...settings, NODE_ENV: "staging" })).toContain("good");
  expect(read({ ...settings, AUTH_SECRET: "short" })).toContain("AUTH_SECRET");
  expect(read({ ...settings, TRUST_PROXY: "yes" })).toContain("TRUST_PROXY");
  expect(read({ ...settings, PUBLIC_URL: "shop.example.com" })).toContain("PUBLIC_URL");
  expect(read({ ...settings, DATABASE_URL: "mysql://localhost/b" })).toContain("DATABASE_URL");
});
