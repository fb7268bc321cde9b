import { parseArgs } from "node:util";
import { Failure } from "../../server/failure.mjs";
import { refuseInProduction } from "./refuse-in-production.ts";

const MAX_COUNT = 100_000;
const MAX_BALANCE = 100_000_000;

/** How many shoppers with how many points each: `--count N --balance P`. @throws Failure */
export function readShoppersArguments(args: string[]): { count: number; balance: number } {
  refuseInProduction("This makes points out of nothing");
  const usage = "Call it as: npm run --silent shoppers -- --count 100 --balance 100000";
  try {
    const { values } = parseArgs({
      args,
      options: { count: { type: "string" }, balance: { type: "string" } },
    });
    const count = Number(values.count ?? "1");
    const balance = Number(values.balance ?? "0");
    if (isWhole(count, 1, MAX_COUNT) && isWhole(balance, 0, MAX_BALANCE)) return { count, balance };
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), usage);
  }
  throw new Failure(`--count is 1 to ${MAX_COUNT}, --balance is 0 to ${MAX_BALANCE}.`, usage);
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;
