import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS } from "./scripts/test/chromium.ts";

const environment = process.env;

/** `npm test` starts the shop and says where it is; the browser is the system's Chromium. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: environment["PLAYWRIGHT_JSON"]
    ? [["line"], ["json", { outputFile: environment["PLAYWRIGHT_JSON"] }]]
    : [["line"]],
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
