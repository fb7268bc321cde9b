import { headers } from "next/headers";
import { VISIT_HEADERS } from "#lib/delivery/visit.ts";

/** Whether the visitor has a session's cookie: enough for what to offer, never for what to show of somebody. */
export const looksSignedIn = async (): Promise<boolean> =>
  (await headers()).get(VISIT_HEADERS.signedIn) === "1";

/** Whether the address says the page's language, as in `/ko/products`. */
export const isAddressed = async (): Promise<boolean> =>
  (await headers()).get(VISIT_HEADERS.addressed) === "1";
