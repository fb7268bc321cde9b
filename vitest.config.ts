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
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        // Generated input, many requests a test: one file at a time.
        test: {
          name: "hostile",
          include: ["tests/hostile/**/*.test.ts"],
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        // They kill and cut what others would use: one file at a time.
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          sequence: { groupOrder: 3 },
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
