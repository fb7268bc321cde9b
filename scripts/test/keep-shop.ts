import { lastUsedAt, recordKeptShop } from "./kept-shop.ts";
import { environmentForTests, newTestStack } from "./test-stack.ts";

const LOOK_MS = 15_000;
/** So long after the last run the shop stops by itself. */
const KEEP_MS = 20 * 60_000;

/** Runs the tests' shop in a process of its own, so that it outlives the run that started it. */
export async function keepTestShop(): Promise<void> {
  const stack = await newTestStack();
  const stop = () => void stack.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  try {
    await stack.startServices();
    await stack.startApp();
    await recordKeptShop(environmentForTests(stack));
  } catch (error) {
    await stack.stop();
    throw error;
  }
  setInterval(() => {
    if (Date.now() - lastUsedAt() > KEEP_MS) stop();
  }, LOOK_MS);
}
