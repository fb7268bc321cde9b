import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        // Every file owns its data; two at a time leave the machine to the shop that they test.
        test: { name: "integration", include: ["tests/integration/**/*.test.ts"], maxWorkers: 2 },
      },
    ],
  },
});
