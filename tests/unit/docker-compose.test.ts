import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

/** What Compose takes, as far as this file uses it; an unknown word is refused, as Compose does. */
const Healthcheck = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string().regex(/^\d+s$/),
  timeout: z.string().regex(/^\d+s$/),
  retries: z.int().positive(),
  start_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
});
const Service = z.strictObject({
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  command: z.array(z.string()).optional(),
  working_dir: z.string().startsWith("/").optional(),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string().regex(/^[\w.-]+:\/[\w./-]+$/)).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: Healthcheck,
});
const Compose = z.strictObject({
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

describe("docker-compose.yml", () => {
  it("brings the database, Redis and the app, each with a health check", async () => {
    const compose = Compose.parse(parse(await readFile("docker-compose.yml", "utf8")));
    expect(Object.keys(compose.services)).toEqual(["postgres", "redis", "app"]);
    expect(Object.keys(compose.services["app"]?.depends_on ?? {})).toEqual(["postgres", "redis"]);
  });

  it("names every volume that it uses", async () => {
    const compose = Compose.parse(parse(await readFile("docker-compose.yml", "utf8")));
    const used = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(":")[0]),
    );
    const named = used.filter((name) => name !== ".");
    expect(named.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });
});
