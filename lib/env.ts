import { z } from "zod";
import { databaseAddress } from "#db/address.ts";
import { redisAddress } from "./redis/address.ts";

const Flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

const Settings = z.object({
  /** Whatever else somebody calls it (`staging`) is served as production is. */
  NODE_ENV: z
    .string()
    .default("development")
    .pipe(z.enum(["development", "production", "test"]).catch("production")),
  /** Read by db/address.ts. */
  DATABASE_URL: z.string(),
  /** Redis: one server, or Sentinels that name one, or a Cluster (lib/redis/address.ts). */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  REDIS_SENTINELS: z.string().optional(),
  /** What the Sentinels themselves ask for, where it is not what the master asks for. */
  REDIS_SENTINEL_USERNAME: z.string().optional(),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  REDIS_CLUSTER: z.string().optional(),
  AUTH_SECRET: z.string().min(16, "give it 16 characters or more: openssl rand -hex 32"),
  /** Where shoppers reach the shop, when it stands behind a proxy with TLS: makes cookies `Secure`. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How many proxies of ours stand in front, so that what they say of callers is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(16).default(0),
  /** Where this machine serves the shop. */
  APP_URL: z.url().default("http://localhost:3000"),
  /** Where the build is. */
  NEXT_DIST_DIR: z.string().default(".next"),
  /** Where mails go without `SMTP_URL`, as files. */
  DATA_DIR: z.string().default(".data"),
  /** The server that sends the shop's mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  RATE_LIMIT: z.enum(["on", "off"]).default("on"),
  ALLOW_LOAD_TOOLS: Flag,
  /** Set by the supervisor of a shop on somebody's own machine, which is no production. */
  RUSH_SIMULATOR: Flag,
  EMBEDDED_SERVICES: Flag,
  /** How many pages one app process tells of changes at a time. */
  LIVE_STREAMS: z.coerce.number().int().min(1).default(5_000),
  METRICS_TOKEN: z.string().min(1).optional(),
  /** Connections of one app process for reads, and for the transactions inside a lock. */
  DB_READ_CONNECTIONS: z.coerce.number().int().min(1).default(8),
  DB_WRITE_CONNECTIONS: z.coerce.number().int().min(1).default(6),
  /** Whether queries have names: by themselves not behind a pooler, of which 1.21 and later could take them. */
  DB_NAMED_STATEMENTS: z.enum(["auto", "on", "off"]).default("auto"),
  /** The most jobs in one batch: under one lock and in one transaction. */
  TURN_JOBS: z.coerce.number().int().min(1).max(1_000).default(50),
  /** Where spans are sent by OTLP over HTTP, as OpenTelemetry's own variables say; without it there are none. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** The whole address for traces, where it is another one. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_SDK_DISABLED: z.stringbool().default(false),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default(""),
  OTEL_SERVICE_NAME: z.string().default("lockstep"),
  /** The share of requests that are traced; a caller's own decision goes first. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** With services that can be found: a process that has none is told so at its start, not at its first order. */
const Environment = Settings.superRefine((settings, context) => {
  const readBy = (read: () => unknown, path: string[]) => {
    try {
      read();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: "custom", message, path });
    }
  };
  readBy(() => redisAddress(settings), []);
  readBy(() => databaseAddress(settings.DATABASE_URL), ["DATABASE_URL"]);
});

/** The process's settings. */
export type Env = z.infer<typeof Environment>;

/** A setting that is empty is not set: files of compose and Kubernetes name all of them. */
const read = (environment: NodeJS.ProcessEnv) =>
  Environment.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim())));

/** Which settings of an environment are missing or wrong, as a text; null when all is well. */
export function settingsComplaint(environment: NodeJS.ProcessEnv): string | null {
  const { error } = read(environment);
  return error ? z.prettifyError(error) : null;
}

let parsed: Env | undefined;

/**
 * The settings, read from the environment once and checked.
 * @throws Error that names each setting that is missing or wrong.
 */
export function env(): Env {
  if (parsed) return parsed;
  const result = read(process.env);
  if (!result.success) {
    throw new Error(
      `Settings are missing or wrong. \`npm start\` sets them all; otherwise set:\n${z.prettifyError(result.error)}`,
    );
  }
  parsed = result.data;
  return parsed;
}
