import { env } from "#lib/env.ts";

/**
 * Whether a rush can be started here: not in production, unless ALLOW_LOAD_TOOLS=1. `npm start` on a machine of one's
 * own, with its own database, is none: its supervisor says so by RUSH_SIMULATOR=1.
 */
export function isRushOn(): boolean {
  const { NODE_ENV, ALLOW_LOAD_TOOLS, RUSH_SIMULATOR } = env();
  return NODE_ENV !== "production" || ALLOW_LOAD_TOOLS || RUSH_SIMULATOR;
}
