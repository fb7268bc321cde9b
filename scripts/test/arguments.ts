import { Failure } from "../../server/failure.mjs";

/** The parts of `npm test`, in the order in which they run. */
export const PARTS = ["check", "unit", "integration", "hostile", "faults", "e2e"] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

const FLAGS = ["--coverage", "--fresh", "--long", "--stop", "--watch"] as const;
type Flag = (typeof FLAGS)[number];

/** What a call of `npm test` asks for. */
export interface TestRequest {
  readonly parts: ReadonlySet<Part>;
  /** Parts of file names: only files with one of them run. */
  readonly files: readonly string[];
  readonly flags: ReadonlySet<Flag>;
  /** No part was named: the run that decides about a change. */
  readonly isWhole: boolean;
}

const isOneOf = <T extends string>(known: readonly T[], value: string): value is T =>
  known.some((one) => one === value);

/** Reads `[PART...] [FILE...] [FLAG...]`. @throws Failure for a flag that is not known, or files without a part. */
export function readArguments(args: readonly string[]): TestRequest {
  const flags = args.filter((arg) => arg.startsWith("--"));
  const unknown = flags.find((flag) => !isOneOf(FLAGS, flag));
  if (unknown) throw new Failure(`There is no option "${unknown}".`, `The options are: ${FLAGS.join(", ")}`);
  const words = args.filter((arg) => !arg.startsWith("--"));
  const named = PARTS.filter((part) => words.includes(part));
  const files = words.filter((word) => !isOneOf(PARTS, word));
  if (files.length > 0 && named.length === 0)
    throw new Failure(
      `There is no part "${files[0]}" of the tests.`,
      `The parts are: ${PARTS.join(", ")}. A file comes after its part: npm test -- integration checkout`,
    );
  return {
    parts: new Set(named.length > 0 ? named : PARTS),
    files,
    flags: new Set(FLAGS.filter((flag) => flags.includes(flag))),
    isWhole: named.length === 0,
  };
}
