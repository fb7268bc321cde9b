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

/** A number used once: Next finds it in the policy of a request, and marks the scripts that it writes itself. */
export const newNonce = (): string => randomBytes(16).toString("base64url");

/** The policy for scripts that are marked with this. */
export const policyForNonce = (nonce: string): string => policyWith([`'nonce-${nonce}'`]);

/** What a policy calls this script by. */
export const digestOf = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** Scripts whose text stands in the page. */
const INLINE = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;

/**
 * A page that was rendered with this nonce, for many: without the nonce, and with a policy that allows the very
 * scripts that were marked with it. Nothing else that stands in the page is a script of ours.
 */
export function pageForMany(rendered: string, nonce: string): { html: string; policy: string } {
  const mark = ` nonce="${nonce}"`;
  // The same in the data by which the page comes alive, as Next writes it for a page without one.
  const unmark = (text: string) =>
    text.replaceAll(mark, "").replaceAll(`\\"nonce\\":\\"${nonce}\\"`, String.raw`\"nonce\":\"$undefined\"`);
  const own = [...rendered.matchAll(INLINE)].flatMap(([, attributes = "", text = ""]) =>
    attributes.includes(mark) ? [digestOf(unmark(text))] : [],
  );
  return { html: unmark(rendered), policy: policyWith([...new Set(own)]) };
}
