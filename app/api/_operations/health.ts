import { z } from "zod";
import { operation } from "../_http/operation.ts";

const tag = "Operations";

export const livenessOperation = operation({
  id: "liveness",
  method: "get",
  path: "/api/health/live",
  tag,
  summary: "Whether the process answers",
  access: "public",
  success: { status: 200, schema: z.object({ status: z.literal("live") }), summary: "It does" },
  errors: [],
});
