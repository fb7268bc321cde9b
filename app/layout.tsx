import "./globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { noteBegun } from "#lib/http/page-trace.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { SiteFooter } from "./_components/site-footer.tsx";
import { SiteHeader } from "./_components/site-header.tsx";
import { Toasts } from "./_components/ui/toasts.tsx";
import { DeviceNotice } from "./_live/device-notice.tsx";

/** Latin letters alone, which are under half of the font: it is on its way together with the first picture. */
const geistSans = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
});

/** For ids and code, so that few pages load it; geist's own declaration would have every page fetch it first. */
const geistMono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    metadataBase: new URL(siteUrl("/")),
    title: { default: `${t("shopName")} · ${t("tagline")}`, template: `%s · ${t("shopName")}` },
    description: t("tagline"),
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/icon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1814" },
  ],
};

/** What shoppers read: the dashboard brings its own words. */
async function shopMessages() {
  const all = Object.entries(await getMessages());
  return Object.fromEntries(all.filter(([name]) => !name.startsWith("admin")));
}

/** Hangul comes to Korean pages alone: the letters of the shop's own words are on their way with the page. */
function KoreanFont() {
  return (
    <head>
      <link rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href="/fonts/korean.woff2" />
      <link rel="stylesheet" href="/fonts/korean.css" />
    </head>
  );
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  noteBegun();
  const locale = await getLocale();
  const [t, messages] = await Promise.all([getTranslations("common"), shopMessages()]);
  return (
    <html lang={locale} className={`${geistSans.variable} ${geistMono.variable}`}>
      {locale === "ko" ? <KoreanFont /> : null}
      <body className="flex min-h-dvh flex-col font-sans">
        <NextIntlClientProvider messages={messages}>
          <a
            href="#content"
            className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2"
          >
            {t("skip")}
          </a>
          <SiteHeader />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-6xl flex-1 outline-none px-4 py-8 has-[[data-desk]]:max-w-384 has-[[data-desk]]:max-sm:pt-3 has-[[data-desk]]:sm:py-8 sm:px-6 sm:py-12"
          >
            {children}
          </main>
          <SiteFooter />
          <DeviceNotice />
          <Toasts />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
