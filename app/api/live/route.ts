import type { NextRequest } from "next/server";
import { answering } from "#app/api/_http/route.ts";
import { parseInput } from "#app/api/_http/validate.ts";
import { userOf } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import { live } from "#lib/live/live.ts";
import { LiveQuery, topicsOf } from "#lib/live/schema.ts";

export const dynamic = "force-dynamic";

/** What is watched as it stands, then what changes, until the browser goes. */
export async function GET(request: NextRequest): Promise<Response> {
  const response = await answering("live", async () => {
    const query = parseInput(LiveQuery, Object.fromEntries(request.nextUrl.searchParams));
    if (query.overview) await requireAdmin(request);
    const topics = topicsOf(query);
    if (request.headers.get("accept")?.includes("application/json")) {
      return Response.json(await live().once(topics));
    }
    const address = request.headers.get("x-real-ip") ?? "unknown";
    const body = await live().open(topics, address, request.signal);
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  });
  // Whoever is on the way must hand each event on as it comes: not gather, not compress.
  response.headers.set("cache-control", "no-store, no-transform");
  response.headers.set("x-accel-buffering", "no");
  return response;
}

async function requireAdmin(request: NextRequest): Promise<void> {
  const user = await userOf(request.headers);
  if (!user) throw new DomainError("UNAUTHENTICATED", "Sign in to do this.");
  if (user.role !== "admin") throw new DomainError("FORBIDDEN", "Only admins can do this.");
}
