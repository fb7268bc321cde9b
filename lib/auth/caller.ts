import { createHmac } from "node:crypto";
import { env } from "#lib/env.ts";
import { networkOf } from "#lib/http/caller-address.ts";
import { type Locale, localeOf } from "#lib/values/locale.ts";

/** A caller that is not signed in: its address and its browser. */
export interface DoorCaller {
  readonly address: string;
  /** What limits count the address by. */
  readonly network: string;
  readonly userAgent: string;
  readonly locale: Locale;
}

const LONGEST_USER_AGENT = 500;

/** The caller of a request. `x-real-ip` was set by this process itself. */
export function doorCallerOf(headers: Headers): DoorCaller {
  const address = headers.get("x-real-ip") ?? "unknown";
  return {
    address,
    network: networkOf(address),
    userAgent: (headers.get("user-agent") ?? "").slice(0, LONGEST_USER_AGENT),
    locale: localeOf(headers.get("x-shop-locale") ?? headers.get("accept-language")),
  };
}

/** An account in limits and logs, where its address itself has no place. */
export const accountKey = (email: string): string =>
  createHmac("sha256", env().AUTH_SECRET).update(`account:${email}`).digest("hex").slice(0, 24);
