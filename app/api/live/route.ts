import { resource } from "#app/api/_http/resource.ts";
import { answering } from "#app/api/_http/route.ts";
import { parseInput } from "#app/api/_http/validate.ts";
import { doorCallerOf } from "#lib/auth/caller.ts";
import { userOf } from "#lib/auth/session.ts";
import { DomainError } from "#lib/errors.ts";
import { live } from "#lib/live/live.ts";
import { isForAdmins, LiveQuery, topicsOf } from "#lib/live/schema.ts";
import type { Topic } from "#lib/page-tags/topics.ts";

export const dynamic = "force-dynamic";

const EVENTS = { "content-type": "text/event-stream" };

/** What is watched as it stands, then what changes, until the browser goes. */
function get(request: Request): Promise<Response> {
  return answer(request, async (topics, isOfAdmins) => {
    if (request.headers.get("accept")?.includes("application/json")) {
      return Response.json(await live().once(topics));
    }
    const { network } = doorCallerOf(request.headers);
    const gone = isOfAdmins ? whileAdmin(request) : request.signal;
    const body = await live().open(topics, network, gone);
    return new Response(body, { headers: EVENTS });
  });
}

/** What GET answers, without a stream: nobody would read it, and it would keep its place. */
function head(request: Request): Promise<Response> {
  return answer(request, async () => new Response(null, { headers: EVENTS }));
}

async function answer(
  request: Request,
  work: (topics: readonly Topic[], isOfAdmins: boolean) => Promise<Response>,
): Promise<Response> {
  const response = await answering("live", async () => {
    const query = parseInput(LiveQuery, Object.fromEntries(new URL(request.url).searchParams));
    const isOfAdmins = isForAdmins(query);
    if (isOfAdmins) await requireAdmin(request);
    return work(topicsOf(query), isOfAdmins);
  });
  // A proxy on the way must hand each event on as it comes: not gather, not compress.
  response.headers.set("cache-control", "no-store, no-transform");
  response.headers.set("x-accel-buffering", "no");
  return response;
}

/** How often a stream of the dashboard asks whether an admin still watches; it lives no longer than so many looks. */
const LOOK_MS = 2_000;
const MOST_LOOKS = 600;

/** Ends with the request, or when the watcher was banned, signed out or made a shopper: in whatever process. */
function whileAdmin(request: Request): AbortSignal {
  const ended = new AbortController();
  let looks = 0;
  const look = async () => {
    looks += 1;
    const user = await userOf(request.headers);
    if (user?.role !== "admin" || looks > MOST_LOOKS) ended.abort();
  };
  // While the database is away nobody knows; the next look tells.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  timer.unref();
  const gone = AbortSignal.any([request.signal, ended.signal]);
  gone.addEventListener("abort", () => clearInterval(timer), { once: true });
  return gone;
}

async function requireAdmin(request: Request): Promise<void> {
  const user = await userOf(request.headers);
  if (!user) throw new DomainError("UNAUTHENTICATED", "Sign in to do this.");
  if (user.role !== "admin") throw new DomainError("FORBIDDEN", "Only admins can do this.");
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, HEAD: head });
