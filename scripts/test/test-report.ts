import { stripVTControlCharacters } from "node:util";
import { z } from "zod";

/** What a runner's reporter writes, so that `npm test` can count and name what another process ran. */
export const TestReport = z.object({
  passed: z.number(),
  /** A text for each test that failed, and for each file or hook that did. */
  failures: z.array(z.string()),
  /** A text for each test that failed first and passed when it was run again. */
  unsteady: z.array(z.string()),
});
export type TestReport = z.infer<typeof TestReport>;

/** Where the reporters write; set by `npm test`. */
export const REPORT_FILE = "TEST_REPORT_FILE";

/** So many lines of an error tell what happened; the whole of it stands further up in the log. */
const ERROR_LINES = 8;

/** Where, which test, and the first lines of its error. */
export function describeTest(where: string, test: string, error = "it said nothing"): string {
  const lines = stripVTControlCharacters(error)
    .trim()
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, ERROR_LINES);
  return [`${where} › ${test}`, ...lines.map((line) => `    ${line.trimEnd()}`)].join("\n");
}
