import { type Outcomes, refused } from "./outcomes.ts";

/**
 * Does jobs by one `work`, which does all of them or throws; what it throws on is done again in halves, down to
 * single jobs, so that a poisoned one fails alone.
 * @throws what `work` throws when that `isFatal`: nothing was done then.
 */
export async function bisect<Job, Answer>(
  jobs: readonly Job[],
  work: (jobs: readonly Job[]) => Promise<Outcomes<Answer>>,
  isFatal: (error: unknown) => boolean,
): Promise<Outcomes<Answer>> {
  try {
    return await work(jobs);
  } catch (error) {
    if (isFatal(error)) throw error;
    if (jobs.length === 1) return [refused(error)];
    const middle = Math.ceil(jobs.length / 2);
    const first = await bisect(jobs.slice(0, middle), work, isFatal);
    const rest = jobs.slice(middle);
    // What the first half did stands, whatever happens to the second.
    const second = await bisect(rest, work, isFatal).catch((reason: unknown) =>
      rest.map(() => refused(reason)),
    );
    return [...first, ...second];
  }
}
