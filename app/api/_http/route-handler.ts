import type { SharedRead } from "#lib/http/sharing.ts";

/** What Next hands to a route handler beside the request. */
export interface RouteContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

/** A function that answers one method of one path, as Next's route handlers do. */
export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  /** Its operation and with whom a reading is shared, where everybody gets the same answer. */
  readonly shared?: SharedRead;
}
