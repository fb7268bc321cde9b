import { type Outcomes, refused } from "./outcomes.ts";

/**
 * Does jobs by calls of `work`, which does all jobs that it gets or throws. Jobs on which it throws are tried again in
 * halves, down to single jobs, so that a job that can't be done fails alone.
 * @throws what `work` throws when `isFatal` says so and no job was done.
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
    // The first half is done, whatever happens to the second.
    const second = await bisect(rest, work, isFatal).catch((reason: unknown) =>
      rest.map(() => refused(reason)),
    );
    return [...first, ...second];
  }
}
