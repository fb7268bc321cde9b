/** The outcome of each job, in the order of the jobs. */
export type Outcomes<Answer> = PromiseSettledResult<Answer>[];

export const done = <Answer>(value: Answer): PromiseSettledResult<Answer> => ({ status: "fulfilled", value });

export const refused = (reason: unknown): PromiseRejectedResult => ({ status: "rejected", reason });

/** Decides jobs one after the other. An error of `decide` is the outcome of that job alone. */
export function decideEach<Job, Grant extends { readonly answer: unknown }>(
  jobs: readonly Job[],
  decide: (job: Job) => Grant,
): { readonly granted: Grant[]; readonly outcomes: Outcomes<Grant["answer"]> } {
  const granted: Grant[] = [];
  const outcomes = jobs.map((job) => {
    try {
      const grant = decide(job);
      granted.push(grant);
      return done(grant.answer);
    } catch (refusal) {
      return refused(refusal);
    }
  });
  return { granted, outcomes };
}
