import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { loadEchoOperation } from "#app/api/_operations/checkout.ts";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(loadEchoOperation, async () => {
    if (!env().ALLOW_LOAD_TOOLS) throw new DomainError("NOT_FOUND", "The load tools are switched off.");
    return { ok: true };
  }),
});
