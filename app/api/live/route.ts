import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { parseInput } from "#app/api/_http/validate.ts";
import { userOf } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import { live } from "#lib/live/live.ts";
import { isForAdmins, LiveQuery, topicsOf } from "#lib/live/schema.ts";
import type { Topic } from "#lib/page-tags/topics.ts";

export const dynamic = "force-dynamic";

const EVENTS = { "content-type": "text/event-stream" };

/** What is watched as it stands, then what changes, until the browser goes. */
function get(request: Request): Promise<Response> {
  return answer(request, async (topics) => {
    if (request.headers.get("accept")?.includes("application/json")) {
      return Response.json(await live().once(topics));
    }
    const address = request.headers.get("x-real-ip") ?? "unknown";
    const body = await live().open(topics, address, request.signal);
    return new Response(body, { headers: EVENTS });
  });
}

/** What GET answers, without a stream: nobody would read it, and it would keep its place. */
function head(request: Request): Promise<Response> {
  return answer(request, async () => new Response(null, { headers: EVENTS }));
}

async function answer(
  request: Request,
  work: (topics: readonly Topic[]) => Promise<Response>,
): Promise<Response> {
  const response = await answering("live", async () => {
    const query = parseInput(LiveQuery, Object.fromEntries(new URL(request.url).searchParams));
    if (isForAdmins(query)) await requireAdmin(request);
    return work(topicsOf(query));
  });
  // Whoever is on the way must hand each event on as it comes: not gather, not compress.
  response.headers.set("cache-control", "no-store, no-transform");
  response.headers.set("x-accel-buffering", "no");
  return response;
}

async function requireAdmin(request: Request): Promise<void> {
  const user = await userOf(request.headers);
  if (!user) throw new DomainError("UNAUTHENTICATED", "Sign in to do this.");
  if (user.role !== "admin") throw new DomainError("FORBIDDEN", "Only admins can do this.");
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, HEAD: head });
