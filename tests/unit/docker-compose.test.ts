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
});
const Condition = z.enum(["service_healthy", "service_completed_successfully"]);
const shop = {
  build: z.string().optional(),
  image: z.string().regex(/^[\w./-]+(?::[\w.-]+)?$/),
  environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
  volumes: z.array(z.string().regex(/^[\w.-]+:\/[\w./-]+$/)).optional(),
  read_only: z.boolean().optional(),
  security_opt: z.array(z.string()).optional(),
};
const Service = z.strictObject({
  ...shop,
  command: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: Condition })).optional(),
  restart: z.enum(["no", "always", "on-failure", "unless-stopped"]).optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: Healthcheck.optional(),
});
const Compose = z.strictObject({
  "x-shop": z.strictObject(shop),
  services: z.record(z.string(), Service),
  volumes: z.record(z.string(), z.null()),
});

const read = async () => Compose.parse(parse(await readFile("docker-compose.yml", "utf8"), { merge: true }));

describe("docker-compose.yml", () => {
  it("brings the services, then the schema, then the first content, then the app", async () => {
    const { services } = await read();
    expect(Object.keys(services)).toEqual(["postgres", "redis", "migrate", "seed", "app"]);
    const needs = (name: string) => Object.keys(services[name]?.depends_on ?? {});
    expect(needs("migrate")).toEqual(["postgres"]);
    expect(needs("seed")).toEqual(["migrate"]);
    expect(needs("app")).toEqual(["redis", "seed"]);
  });

  it("runs the built image, without the source, and without a right to write but in its data", async () => {
    const { services, volumes } = await read();
    for (const name of ["migrate", "seed", "app"]) {
      expect(services[name]).toMatchObject({
        image: "lockstep",
        read_only: true,
        volumes: ["app-data:/data"],
      });
    }
    const named = Object.values(services).flatMap((service) => service.volumes ?? []);
    for (const volume of named) expect(Object.keys(volumes)).toContain(volume.split(":")[0]);
  });

  it("has no secret of its own: a shop without AUTH_SECRET is refused by Compose", async () => {
    const { services } = await read();
    expect(services["app"]?.environment?.["AUTH_SECRET"]).toMatch(/^\$\{AUTH_SECRET:\?/);
  });
});
