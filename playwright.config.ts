import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS } from "./scripts/test/chromium.ts";
import { RETRIES } from "./scripts/test/retries.ts";

const environment = process.env;

/** They look at the whole shop, or need the whole machine: no other file runs beside them. */
const ALONE = /(?:admin-rush|drop|rush|two-machines)\.spec\.ts$/;

/** `npm test` starts the shop and says where it is; the browser is the system's Chromium. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  projects: [
    { name: "beside", testIgnore: ALONE },
    { name: "alone", testMatch: ALONE, workers: 1 },
  ],
  retries: RETRIES,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  reporter: "line",
  use: {
    baseURL: environment["APP_URL"] ?? "http://localhost:3000",
    locale: "en-US",
    timezoneId: "Asia/Seoul",
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: environment["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: CHROMIUM_FLAGS,
    },
  },
});
