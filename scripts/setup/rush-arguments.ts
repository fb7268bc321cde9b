import { parseArgs } from "node:util";
import { RUSH_KINDS, RushSettings } from "#lib/rush/schema.ts";
import { Failure } from "../../server/failure.mjs";
import { refuseInProduction } from "./refuse-in-production.ts";

const USAGE = `npm run rush -- [--what ${RUSH_KINDS.join("|")}] [--shoppers 200] [--stock 100] [--seconds 0]
  [--times 1] [--processes N] [--keep] [--json]`;

/** What a rush from the terminal is made of, and whether its result is printed as JSON. @throws Failure */
export function readRushArguments(args: string[]): { settings: RushSettings; json: boolean } {
  refuseInProduction("This makes shoppers with points out of nothing");
  const { what, shoppers, stock, seconds, times, processes, keep = false, json = false } = parse(args);
  const numbers = Object.entries({ shoppers, stock, seconds, times, processes }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, Number(text)] as const],
  );
  const settings = RushSettings.safeParse({
    ...(what ? { kind: what } : {}),
    ...Object.fromEntries(numbers),
    keep,
  });
  if (settings.success) return { settings: settings.data, json };
  const [issue] = settings.error.issues;
  const name = issue?.path.join(".") === "kind" ? "what" : issue?.path.join(".");
  throw new Failure(`--${name}: ${issue?.message}`, USAGE);
}

function parse(args: string[]) {
  const number = { type: "string" } as const;
  try {
    return parseArgs({
      args,
      options: {
        what: { type: "string" },
        shoppers: number,
        stock: number,
        seconds: number,
        times: number,
        processes: number,
        keep: { type: "boolean" },
        json: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), USAGE);
  }
}
