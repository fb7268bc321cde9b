import type { z } from "zod";
import type { ErrorCode } from "#lib/errors.ts";
import type { Sharing } from "#lib/http/sharing.ts";

/** The callers that may call: everybody, signed-in shoppers, or admins. */
export type Access = "public" | "shopper" | "admin";

/** One operation of the API: checks its input, tells OpenAPI, and names what it answers. */
export interface Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  A extends Access = Access,
  Once extends boolean = boolean,
> {
  readonly id: string;
  readonly method: "get" | "post" | "patch" | "delete";
  /** The path as OpenAPI writes it; also the scope of idempotency keys. */
  readonly path: `/api/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly access: A;
  /** What the path names. What can't be such a name is not found, with this code. */
  readonly params?: { readonly schema: Params; readonly missing: ErrorCode };
  readonly query?: Query;
  readonly body?: Body;
  readonly success: {
    readonly status: 200 | 201 | 204;
    readonly schema?: z.ZodType;
    readonly summary: string;
  };
  readonly errors: readonly ErrorCode[];
  /** Asks for the password again when it was last shown more than a short while ago. */
  readonly needsFreshSignIn?: true;
  /** The body is a file of at most so many bytes, in one of these media types, and not JSON. */
  readonly upload?: { readonly maxBytes: number; readonly types: readonly string[] };
  /** The answer is a file of this name, in comma-separated values, and not JSON. */
  readonly file?: string;
  /** A change that demo shoppers may make: they buy and claim, and nothing else. */
  readonly isForDemo?: true;
  /** Takes an `Idempotency-Key`: its handler answers with what `keepAnswers` has recorded, or does not compile. */
  readonly idempotent?: Once;
  /** Reads what is the same for everybody: the API door reads once for several callers. */
  readonly sharing?: Sharing;
  /** Has a line to wait in, and tells the place in it to callers that accept `text/event-stream`. */
  readonly hasLine?: boolean;
  /** The `Location` of what was made, from the answer. */
  readonly location?: (answer: unknown) => string;
  /** The version of what the answer shows, told as its `ETag`; a change takes it as `If-Match`. */
  readonly versionOf?: (answer: unknown) => number;
}

/** Keeps the types of an operation's schemas for its handler. */
export function operation<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  const A extends Access = Access,
  const Once extends boolean = false,
>(definition: Operation<Params, Query, Body, A, Once>): Operation<Params, Query, Body, A, Once> {
  return definition;
}
