import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Locale } from "#lib/values/locale.ts";
import { LOCALES } from "#lib/values/locale.ts";

const Texts = z.object({
  common: z.object({
    shopName: z.string(),
    maintenance: z.string(),
    maintenanceText: z.string(),
    badAddress: z.string(),
    badAddressText: z.string(),
    retry: z.string(),
    backHome: z.string(),
  }),
});

/** What is told: that the shop is closed for a moment, or that it can't read an address. */
type Notice = "maintenance" | "badAddress";

const textsIn = (locale: Locale) =>
  Texts.parse(JSON.parse(readFileSync(`app/_i18n/messages/${locale}.json`, "utf8"))).common;

const logo = () => readFileSync("public/logo.svg", "utf8").replace("<svg", '<svg aria-hidden="true"');

/** The colours and sizes of `app/globals.css`, as far as this page needs them. */
const STYLE = `
:root { color-scheme: light dark;
  --canvas: light-dark(oklch(0.985 0.004 80), oklch(0.185 0.006 70));
  --ink: light-dark(oklch(0.23 0.012 60), oklch(0.95 0.006 80));
  --soft: light-dark(oklch(0.46 0.014 60), oklch(0.76 0.012 75));
  --line: light-dark(oklch(0.9 0.008 75), oklch(0.34 0.01 70));
  --accent: light-dark(oklch(0.55 0.18 35), oklch(0.74 0.15 42));
  --on-accent: light-dark(oklch(0.99 0.005 60), oklch(0.2 0.03 40)); }
* { margin: 0; box-sizing: border-box; }
body { min-height: 100dvh; display: grid; place-items: center; padding: 24px; background: var(--canvas);
  color: var(--ink); word-break: keep-all; -webkit-font-smoothing: antialiased;
  font: 16px/1.6 Geist, Pretendard, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", system-ui, sans-serif; }
main { display: grid; justify-items: center; gap: 16px; max-width: 32rem; text-align: center; text-wrap: balance; }
.brand { display: flex; align-items: center; gap: 8px; font-weight: 600; letter-spacing: -0.015em; margin-bottom: 16px; }
.brand svg { width: 28px; height: 28px; }
h1 { font-size: clamp(1.75rem, 1.5rem + 1.1vw, 2.375rem); line-height: 1.16; letter-spacing: -0.025em; font-weight: 600; }
p { color: var(--soft); }
a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 20px; margin-top: 8px; border-radius: 10px;
  background: var(--accent); color: var(--on-accent); font-size: 14px; font-weight: 500; text-decoration: none; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
section { display: grid; gap: 4px; margin-top: 24px; padding-top: 24px; border-top: 1px solid var(--line); font-size: 14px; }
section h2 { font-size: inherit; font-weight: 500; }`;

/** Looks whether the shop is open again, and then loads what was asked for. */
export const RETRY_SCRIPT = `
setInterval(async () => {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer && answer.status !== 503) location.replace(location.href);
}, 3000);`;

/** Where the way on leads: to the same address again, or home. */
const WAYS = { retry: "", backHome: "/" } as const;

/**
 * What visitors see when no page of the shop can be made for them, in their language and then in the other, in one
 * file that needs nothing else. With `retry` it looks itself whether the page is there again.
 */
export function noticePage(locale: Locale, notice: Notice, way: keyof typeof WAYS): string {
  const key = `${locale} ${notice} ${way}`;
  const known = pages.get(key) ?? draw(locale, notice, way);
  pages.set(key, known);
  return known;
}

const pages = new Map<string, string>();

function draw(locale: Locale, notice: Notice, way: keyof typeof WAYS): string {
  const own = textsIn(locale);
  const others = LOCALES.filter((other) => other !== locale).map((other) => {
    const texts = textsIn(other);
    return `<section lang="${other}"><h2>${texts[notice]}</h2><p>${texts[`${notice}Text`]}</p></section>`;
  });
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${own[notice]} · ${own.shopName}</title>
<style>${STYLE}</style>
</head>
<body><main>
<div class="brand">${logo()}${own.shopName}</div>
<h1>${own[notice]}</h1>
<p>${own[`${notice}Text`]}</p>
<a href="${WAYS[way]}">${own[way]}</a>
${others.join("\n")}
</main>
${way === "retry" ? `<script>${RETRY_SCRIPT}</script>\n` : ""}</body>
</html>
`;
}
