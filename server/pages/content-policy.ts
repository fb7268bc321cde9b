import { createHash, randomBytes } from "node:crypto";

/**
 * The policy of an answer that may run these scripts besides the build's. Styles stand in pages too, and a
 * product's picture may be anywhere; nothing else comes from elsewhere.
 */
export const policyWith = (scripts: readonly string[]): string =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...scripts].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A policy for one answer: Next finds the number used once in it, and marks its scripts with that. */
export const policyForOne = (): string => policyWith([`'nonce-${randomBytes(16).toString("base64")}'`]);

/** Scripts whose text stands in the page. */
const INLINE = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** What a policy calls this script by. */
export const digestOf = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** A policy for a page that is sent to many: it allows the very scripts that it was rendered with. */
export function policyForPage(html: string): string {
  return policyWith([...new Set([...html.matchAll(INLINE)].map(([, text = ""]) => digestOf(text)))]);
}
