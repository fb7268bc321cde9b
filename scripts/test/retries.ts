/**
 * How often a test that failed is run again. On CI's machine, which others share, once: a test that drives a browser,
 * kills processes or waits for a lease can meet a machine that stands still for seconds. The run's end names it. By
 * hand never, and nowhere a test that proves that nothing is oversold, doubled or lost (`PROOFS`): one wrong answer
 * in a hundred runs is a fault of the shop.
 */
export const RETRIES = process.env["CI"] ? 1 : 0;

/** Integration tests of which every failure counts. */
export const PROOFS = [
  "audit",
  "checkout",
  "fence",
  "group-commit",
  "last-admin",
  "lock/model",
  "lock/order",
  "negative-control",
  "rush",
  "session-reading",
  "top-up",
  "without-redis",
].map((name) => `tests/integration/${name}.test.ts`);
