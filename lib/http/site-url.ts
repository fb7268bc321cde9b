import { env } from "#lib/env.ts";

/** An address of this shop, complete, as people outside reach it; one that is complete already stays as it is. */
export const siteUrl = (path: string): string => new URL(path, env().PUBLIC_URL ?? env().APP_URL).href;
