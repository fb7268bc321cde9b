import { headers } from "next/headers";
import { VISIT_HEADERS } from "#lib/delivery/visit.ts";

/** Whether the visitor has a session's cookie: enough for what to offer, never for what to show of somebody. */
export const looksSignedIn = async (): Promise<boolean> =>
  (await headers()).get(VISIT_HEADERS.signedIn) === "1";
