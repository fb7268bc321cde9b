import { Failure } from "../../server/failure.mjs";

/**
 * Keeps a load tool out of production unless ALLOW_LOAD_TOOLS=1.
 * @throws Failure
 */
export function refuseInProduction(why: string): void {
  if (process.env["NODE_ENV"] !== "production" || process.env["ALLOW_LOAD_TOOLS"] === "1") return;
  throw new Failure(
    `${why}, so it is refused in production.`,
    "For a load test on a shop of your own set ALLOW_LOAD_TOOLS=1.",
  );
}
