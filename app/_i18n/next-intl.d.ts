import type { Locale } from "#lib/values/locale.ts";
import type en from "./messages/en.json";

declare module "next-intl" {
  /** A key that has no text does not compile. */
  interface AppConfig {
    Locale: Locale;
    Messages: typeof en;
  }
}
