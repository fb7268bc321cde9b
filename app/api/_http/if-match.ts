import { DomainError } from "#lib/errors.ts";
import type { MeantVersions } from "#lib/values/version.ts";

/** A list of entity tags as RFC 9110 writes them; a weak one is known by its `W/`. */
const TAGS = /^\s*(?:(?:W\/)?"[\x21\x23-\x7e]*"\s*(?:,\s*|$))+$/;
const TAG = /(W\/)?"([^"]*)"/g;

/** The entity tag of a row in this version. */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * The versions that a change is meant for, by its body and its `If-Match`; with both, those that fit both.
 * @throws DomainError VALIDATION when the header is no list of entity tags.
 */
export function meantVersions(request: Request, named: number | undefined): MeantVersions {
  const tagged = ifMatch(request.headers.get("if-match"));
  if (named === undefined) return tagged;
  return tagged === null || tagged.includes(named) ? [named] : [];
}

/** A weak tag fits nothing: a change needs the very same state. */
function ifMatch(header: string | null): MeantVersions {
  if (header === null || header.trim() === "*") return null;
  if (!TAGS.test(header)) {
    throw new DomainError("VALIDATION", "If-Match must be * or entity tags.", {
      errors: [{ path: "If-Match", message: 'Entity tags such as "3"' }],
    });
  }
  return [...header.matchAll(TAG)].flatMap(([, weak, text = ""]) => (weak ? [] : [Number(text)]));
}
