import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./app/_i18n/request.ts",
  // Texts are parsed by the build: the parser would be a twelfth of what a phone loads first.
  experimental: {
    messages: {
      path: "./app/_i18n/messages",
      format: "json",
      locales: "infer",
      sourceLocale: "en",
      precompile: true,
    },
  },
});

const config: NextConfig = {
  // Tests build into a directory of their own, so that they never touch a running shop's build.
  distDir: process.env["NEXT_DIST_DIR"] ?? ".next",
  // `npm run build` names it by what it is made from; null lets Next make one up.
  generateBuildId: () => process.env["LOCKSTEP_BUILD_ID"] ?? null,
  poweredByHeader: false,
  // Pictures are sent as they are: what would resize them for anybody who asks is closed.
  images: { unoptimized: true },
  experimental: {
    // A page that is not for who asks answers with 403.
    authInterrupts: true,
    // React and Next are on every page, so they come as one script, which compresses a fifteenth better than
    // four. The price: pages with forms don't share their copy of zod.
    turbopackChunking: { minChunkSize: 1_000_000, maxMergeChunkSize: 4_000_000 },
  },
  serverExternalPackages: [
    "postgres",
    "ioredis",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
    "light-my-request",
  ],
  // `npm test` checks the types; a shop that starts need not.
  typescript: { ignoreBuildErrors: true },
  // Each language's own addresses; which language a page is in, the process's front has found out already.
  rewrites: async () => ({
    beforeFiles: ["en", "ko"].flatMap((locale) => [
      { source: `/${locale}`, destination: "/" },
      { source: `/${locale}/products`, destination: "/products" },
      { source: `/${locale}/products/:slug`, destination: "/products/:slug" },
      { source: `/${locale}/coupons`, destination: "/coupons" },
    ]),
  }),
  headers: async () => [
    { source: "/fonts/:file*", headers: [{ key: "cache-control", value: "public, max-age=604800" }] },
  ],
  // What stands in a page's head is rendered with it, for everybody: pages are kept whole.
  htmlLimitedBots: /.*/,
};

export default withNextIntl(config);
