import { DomainError } from "#lib/errors.ts";
import { noteBegun } from "#lib/http/page-trace.ts";

/**
 * The form that a server action was called with: a caller may send anything in its place.
 * @throws DomainError VALIDATION
 */
export function postedForm(sent: unknown): FormData {
  noteBegun();
  if (sent instanceof FormData) return sent;
  throw new DomainError("VALIDATION", "This takes a form.", {
    errors: [{ path: "", message: "No form was sent." }],
  });
}
