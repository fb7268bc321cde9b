import { z } from "zod";
import { RushRunResult, RushRuns, RushSettings } from "#lib/rush/schema.ts";
import { Id } from "#lib/values/identifier.ts";
import { operation } from "../_http/operation.ts";

const tag = "Load tests";
const access = "admin" as const;
const refused = ["UNAUTHENTICATED", "FORBIDDEN"] as const;
const params = { schema: z.object({ id: Id }), missing: "NOT_FOUND" } as const;
const busy = ["RATE_LIMITED", "OUTCOME_UNKNOWN", "UNAVAILABLE"] as const;

export const listRushesOperation = operation({
  id: "adminListRushes",
  method: "get",
  path: "/api/admin/rush",
  tag,
  summary: "The kept simulated rushes, the newest first",
  access,
  success: { status: 200, schema: RushRuns, summary: "The runs" },
  errors: refused,
});

export const startRushOperation = operation({
  id: "adminStartRush",
  method: "post",
  path: "/api/admin/rush",
  tag,
  summary: "Simulate a rush, in a process of its own; off in production unless ALLOW_LOAD_TOOLS=1",
  access,
  body: RushSettings.meta({ id: "RushSettings" }),
  success: { status: 201, schema: RushRunResult, summary: "The run, as it begins" },
  errors: ["VALIDATION", ...refused, "NOT_FOUND", "RUSH_RUNNING", ...busy],
});

export const getRushOperation = operation({
  id: "adminGetRush",
  method: "get",
  path: "/api/admin/rush/{id}",
  tag,
  summary: "A simulated rush with its charts and its verdict",
  access,
  params,
  success: { status: 200, schema: RushRunResult, summary: "The run" },
  errors: [...refused, "NOT_FOUND"],
});

export const cancelRushOperation = operation({
  id: "adminCancelRush",
  method: "post",
  path: "/api/admin/rush/{id}/cancel",
  tag,
  summary: "Stop a simulated rush; what was done is judged and cleaned up",
  access,
  params,
  success: { status: 200, schema: RushRunResult, summary: "The run" },
  errors: [...refused, "NOT_FOUND", ...busy],
});

export const deleteRushOperation = operation({
  id: "adminDeleteRush",
  method: "delete",
  path: "/api/admin/rush/{id}",
  tag,
  summary: "Delete a simulated rush that is over, and what it has kept",
  access,
  params,
  success: { status: 204, summary: "It is gone" },
  errors: [...refused, "NOT_FOUND", "RUSH_RUNNING", ...busy],
});

export const loadProcessOperation = operation({
  id: "loadProcess",
  method: "get",
  path: "/api/load/process",
  tag,
  summary: "Which of the app's processes serves this connection; 404 where load tools are off",
  access: "public",
  success: { status: 200, schema: z.object({ process: z.string() }), summary: "Its name" },
  errors: ["NOT_FOUND"],
});
