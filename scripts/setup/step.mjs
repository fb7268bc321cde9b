import { goOnUnlessEnding } from "../../server/run-end.mjs";

/**
 * Does one step of the set-up and says in one line what it was and how long it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work answers what it did; "up to date" work says nothing
 * @param {(result: T) => string | null} [tell] more for the line, or null for no line
 * @returns {Promise<T>}
 */
export async function step(name, work, tell = () => "") {
  await goOnUnlessEnding();
  const startedAt = performance.now();
  const result = await work();
  await goOnUnlessEnding();
  const more = tell(result);
  if (more !== null) {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stderr.write(`  ${name}${more ? ` ${more}` : ""} (${seconds} s)\n`);
  }
  return result;
}
