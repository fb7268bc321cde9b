import "server-only";
import { cookies } from "next/headers";
import { readTypedFields, type TypedFields, typedCookieName } from "./typed-fields.ts";

/** What was typed into the form that led back here. */
export async function readTyped(): Promise<TypedFields> {
  return readTypedFields((await cookies()).get(typedCookieName())?.value);
}
