import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { noteBegun } from "#lib/http/page-trace.ts";
import { type User, userOf } from "./session.ts";

/** The person who looks at the page, or null; asked once a request. */
export const currentUser = cache(async (): Promise<User | null> => {
  noteBegun();
  return userOf(await headers());
});
