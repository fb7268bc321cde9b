import en from "#app/_i18n/messages/en.json";
import ko from "#app/_i18n/messages/ko.json";
import { answerPicture, notFoundPicture } from "#app/og/answer.ts";
import { asLocale } from "#lib/values/locale.ts";

const TEXTS = { en, ko };

/** The shop's own picture, for pages that have none. */
export async function GET(_request: Request, { params }: { params: Promise<{ locale: string }> }) {
  const locale = asLocale((await params).locale);
  if (!locale) return notFoundPicture();
  const { common, found } = TEXTS[locale];
  return answerPicture({ title: common.tagline, text: found.home, imageUrl: "/logo.svg" });
}
