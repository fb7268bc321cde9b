import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";

const State = z.enum(["up", "down"]);
const Readiness = z.object({ postgres: State, redis: State }).meta({ id: "Readiness" });
const readiness = { "application/json": { schema: Readiness } };
const tags = ["Operations"];

/** What does not answer in the API's usual form. */
export const plainPaths: ZodOpenApiPathsObject = {
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
