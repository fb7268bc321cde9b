import { hkdfSync } from "node:crypto";

/**
 * The key that Next hides the bound values of server actions with. Every machine has the same one, as all know
 * AUTH_SECRET, so that a form of one machine's page can be sent to another; the build's own key is no secret.
 */
export const actionKey = (authSecret: string): string =>
  Buffer.from(hkdfSync("sha256", authSecret, "", "lockstep server actions", 32)).toString("base64");
