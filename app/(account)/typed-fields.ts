import { z } from "zod";
import { cookieName, secureAttribute } from "#lib/http/cookie.ts";

/** What is kept of a form that was refused: never a password. */
const TypedFields = z.object({ name: z.string().max(200).catch(""), email: z.string().max(300).catch("") });

/** What a person had typed before being led back to a form. */
export type TypedFields = z.output<typeof TypedFields>;

const MINUTE_SECONDS = 60;

/** The cookie that keeps it on the way. */
export const typedCookieName = (): string => cookieName("typed");

/** The `Set-Cookie` that keeps what was typed for a minute. */
export function typedCookie(fields: Readonly<Record<string, unknown>>): string {
  const value = encodeURIComponent(JSON.stringify(readFields(fields)));
  return `${typedCookieName()}=${value}; Max-Age=${MINUTE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secureAttribute()}`;
}

/** What a cookie of ours kept; empty fields for whatever else it holds. */
export function readTypedFields(value: string | undefined): TypedFields {
  try {
    return readFields(JSON.parse(value ?? "{}"));
  } catch {
    return readFields({});
  }
}

function readFields(fields: unknown): TypedFields {
  const read = TypedFields.safeParse(fields);
  return read.success ? read.data : { name: "", email: "" };
}
