import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { LiveNews, LiveQuery } from "#lib/live/schema.ts";

const State = z.enum(["up", "down"]);
const Readiness = z
  .object({ status: z.enum(["ok", "degraded", "down"]), postgres: State, redis: State, lock: State })
  .meta({ id: "Readiness" });
const readiness = { "application/json": { schema: Readiness } };
const tags = ["Operations"];

/** What does not answer in the API's usual form. */
export const plainPaths: ZodOpenApiPathsObject = {
  "/api/live": {
    get: {
      operationId: "live",
      summary: "What is left, as it changes: server-sent events",
      description:
        "First an event `snapshot` with everything that is watched as it stands, then `change` with what changed, four times a second at most and the last value always, and every 15 s `clock`. After a cut ask again: the snapshot has the present values. `Accept: application/json` gets the present values once.",
      tags: ["Catalogue"],
      requestParams: { query: LiveQuery },
      responses: {
        "200": {
          description: "A stream that does not end; the data of each event is LiveNews",
          content: {
            "text/event-stream": { schema: z.string() },
            "application/json": { schema: LiveNews },
          },
        },
        "400": { description: "VALIDATION" },
        "401": { description: "UNAUTHENTICATED (for `overview`)" },
        "403": { description: "FORBIDDEN (for `overview`)" },
        "429": { description: "RATE_LIMITED: too many streams of one address" },
        "503": { description: "UNAVAILABLE: too many streams, or the process is stopping" },
      },
    },
  },
  "/api/health/ready": {
    get: {
      operationId: "readiness",
      summary: "Whether the shop can sell",
      tags,
      responses: {
        "200": { description: "It can", content: readiness },
        "503": { description: "It can't, for what is down", content: readiness },
      },
    },
  },
  "/api/metrics": {
    get: {
      operationId: "metrics",
      summary: "This process's metrics, for Prometheus",
      tags,
      security: [{ session: [] }, { metricsToken: [] }],
      responses: {
        "200": { description: "Metrics", content: { "text/plain": { schema: z.string() } } },
        "401": { description: "UNAUTHENTICATED" },
      },
    },
  },
  "/api/openapi.json": {
    get: {
      operationId: "openApi",
      summary: "This description",
      tags,
      responses: {
        "200": { description: "OpenAPI 3.1", content: { "application/json": { schema: z.looseObject({}) } } },
      },
    },
  },
};
