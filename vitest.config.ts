import { defineConfig } from "vitest/config";
import { PROOFS, RETRIES } from "./scripts/test/retries.ts";

/** Every file owns its data; two at a time leave the machine to the shop that they test. */
const ON_SHOP = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    // Long enough for a machine that others share: only what hangs meets them.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          ...ON_SHOP,
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          exclude: PROOFS,
          retry: RETRIES,
        },
      },
      {
        extends: true,
        test: { ...ON_SHOP, name: "proofs", include: PROOFS },
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
        },
      },
    ],
  },
});
