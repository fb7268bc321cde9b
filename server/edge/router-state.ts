import { z } from "zod";

const MOST_CHARACTERS = 40_000;

/** Kinds of dynamic segments: catch-all, optional catch-all and single ones, plain or intercepted. */
const KIND = /^(?:oc|[cd](?:i\((?:\.|\.\.|\.\.\.|\.\.\)\(\.\.)\))?)$/;

type RouterState = [segment: unknown, children: Record<string, unknown>, ...rest: unknown[]];

/** The tree of segments that Next's router sends, as Next 16 reads it. */
const RouterState: z.ZodType<RouterState> = z.lazy(() =>
  z.tuple([
    z.union([
      z.string(),
      z.tuple([z.string(), z.string(), z.string().regex(KIND), z.array(z.string()).nullable()]),
    ]),
    z.record(z.string(), RouterState),
    z.tuple([z.string(), z.string()]).nullish(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullish(),
    z.number().nullish(),
    z.string().optional(),
  ]),
);

/** Whether Next can read this `Next-Router-State-Tree` header; it fails on one that it can't read. */
export function isRouterState(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  if (Array.isArray(header) || header.length > MOST_CHARACTERS) return false;
  try {
    return RouterState.safeParse(JSON.parse(decodeURIComponent(header))).success;
  } catch {
    // Not decodable, not JSON, or too deep for the stack.
    return false;
  }
}
