import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";

const Credentials = z.object({ email: z.email(), password: z.string().min(8).max(128) });
const Session = z
  .looseObject({ user: z.looseObject({ id: z.string(), name: z.string(), email: z.string() }) })
  .meta({ id: "Session" });
const tags = ["Sign in"];
const signedIn = {
  description: "Signed in; sets the session cookie",
  content: { "application/json": { schema: Session } },
};

/** The routes of better-auth that shoppers use. */
export const authPaths: ZodOpenApiPathsObject = {
  "/api/auth/sign-up/email": {
    post: {
      operationId: "signUp",
      summary: "Open an account",
      tags,
      requestBody: { content: { "application/json": { schema: Credentials.extend({ name: z.string() }) } } },
      responses: {
        "200": signedIn,
        "400": { description: "VALIDATION" },
        "429": { description: "RATE_LIMITED" },
      },
    },
  },
  "/api/auth/sign-in/email": {
    post: {
      operationId: "signIn",
      summary: "Sign in",
      tags,
      requestBody: { content: { "application/json": { schema: Credentials } } },
      responses: {
        "200": signedIn,
        "401": { description: "UNAUTHENTICATED" },
        "429": { description: "RATE_LIMITED" },
      },
    },
  },
  "/api/auth/sign-out": {
    post: {
      operationId: "signOut",
      summary: "Sign out",
      tags,
      responses: { "200": { description: "Signed out" } },
    },
  },
  "/api/demo/sign-in": {
    post: {
      operationId: "signInAsDemo",
      summary: "Sign in as the demo shopper, where the shop runs on its own database for a try",
      tags,
      requestParams: { query: z.object({ next: z.string().optional() }) },
      responses: {
        "303": { description: "Signed in; sets the session cookie, and goes to `next`" },
        "403": { description: "CROSS_ORIGIN" },
        "404": { description: "NOT_FOUND: with a DATABASE_URL there is no demo" },
        "429": { description: "RATE_LIMITED" },
      },
    },
  },
  "/api/auth/get-session": {
    get: {
      operationId: "getSession",
      summary: "Who is signed in",
      tags,
      responses: {
        "200": {
          description: "The session, or null",
          content: { "application/json": { schema: Session.nullable() } },
        },
      },
    },
  },
};
