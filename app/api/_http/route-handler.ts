/** What Next hands to a route handler beside the request. */
export interface RouteContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

/** A function that answers one method of one path, as Next's route handlers do. */
export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  /** The id of its operation, where everybody who asks at one time may get the same answer. */
  readonly sharedAs?: string;
}
