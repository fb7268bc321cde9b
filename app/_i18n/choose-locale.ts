"use server";

import { cookies } from "next/headers";
import { LOCALE_COOKIE } from "./request.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps the language that the shopper chose; works without JavaScript too. */
export async function chooseLocale(form: FormData): Promise<void> {
  const locale = form.get("locale");
  if (locale !== "en" && locale !== "ko") return;
  (await cookies()).set(LOCALE_COOKIE, locale, { maxAge: YEAR_SECONDS, sameSite: "lax", path: "/" });
}
