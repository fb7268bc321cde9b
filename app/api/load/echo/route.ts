import { route } from "#app/api/_http/route.ts";
import { loadEchoOperation } from "#app/api/_operations/checkout.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";

export const POST = route(loadEchoOperation, async () => {
  if (!env().ALLOW_LOAD_TOOLS) throw new DomainError("NOT_FOUND", "The load tools are switched off.");
  return { ok: true };
});
