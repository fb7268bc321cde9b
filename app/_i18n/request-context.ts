import { headers } from "next/headers";
import { CONTEXT_HEADERS } from "#lib/http/request-context.ts";

/** Whether the visitor has a session's cookie: enough for what to offer, never for what to show of somebody. */
export const looksSignedIn = async (): Promise<boolean> =>
  (await headers()).get(CONTEXT_HEADERS.signedIn) === "1";

/** Whether the address says the page's language, as in `/ko/products`. */
export const isAddressed = async (): Promise<boolean> =>
  (await headers()).get(CONTEXT_HEADERS.addressed) === "1";
