import { env } from "#lib/env.ts";
import { forwardedHops } from "./forwarded.ts";

type Header = "origin" | "host" | "sec-fetch-site" | "x-forwarded-proto" | "forwarded";

/**
 * Whether a change may come from where its headers say that it comes from: a page of this site, by scheme, host
 * and port, or a caller that is no browser, which says nothing. A browser that keeps the origin to itself still
 * tells whether it is another site's page.
 */
export function isFromOwnOrigin(header: (name: Header) => string | null | undefined): boolean {
  const origin = header("origin");
  if (origin !== null && origin !== undefined) return ownOrigins(header).includes(origin);
  const site = header("sec-fetch-site");
  return !site || site === "same-origin" || site === "none";
}

/** Where pages of this shop are: at `PUBLIC_URL`, and at the host that was asked. */
export function ownOrigins(header: (name: Header) => string | null | undefined): string[] {
  const publicUrl = env().PUBLIC_URL;
  const known = publicUrl ? new URL(publicUrl) : null;
  const host = header("host");
  // By its own host the shop is reached with the public scheme only, else a page sent in clear could act in it.
  const here = host && host !== known?.host ? originAt(host, publicProto(header)) : null;
  return [known?.origin, here].filter((origin) => origin !== null && origin !== undefined);
}

/** An app process speaks plain http; a trusted proxy in front says what it speaks itself. */
function publicProto(header: (name: Header) => string | null | undefined): string | undefined {
  const hops = env().TRUST_PROXY;
  if (hops === 0) return undefined;
  // As addresses are counted: the proxy that callers meet is so many places from the right.
  const list = header("x-forwarded-proto")?.split(",") ?? [];
  const told = list
    .at(-Math.min(hops, list.length || 1))
    ?.trim()
    .toLowerCase();
  const forwarded = forwardedHops(header("forwarded") ?? "", hops);
  return told || forwarded[Math.min(hops, forwarded.length) - 1]?.proto;
}

function originAt(host: string, proto: string | undefined): string | null {
  const address = `${proto === "https" ? "https" : "http"}://${host}`;
  return URL.canParse(address) ? new URL(address).origin : null;
}
