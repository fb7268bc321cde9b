import { runCommand } from "./run-command.ts";
import type { Tally } from "./tally.ts";

const SOURCES = ["app", "lib", "db", "server", "tests", "scripts"];

interface StaticCheck {
  readonly name: string;
  /** Run one after the other; all must succeed. */
  readonly commands: readonly (readonly string[])[];
  /** What it must have printed, for tools that succeed without having seen a file. */
  readonly proof?: RegExp;
}

const CHECKS: readonly StaticCheck[] = [
  {
    name: "format and lint",
    commands: [["biome", "ci", "--error-on-warnings", "."]],
    proof: /Checked [1-9]\d* files/,
  },
  {
    name: "no promise is forgotten",
    commands: [["oxlint", "--type-aware", ...SOURCES]],
    proof: /on [1-9]\d* files/,
  },
  {
    name: "imports go one way",
    commands: [["depcruise", "--config", ".dependency-cruiser.mjs", ...SOURCES]],
    proof: /no dependency violations found \([1-9]\d* modules/,
  },
  { name: "nothing is unused", commands: [["knip"]] },
  {
    name: "migrations say what the schema says",
    commands: [
      ["drizzle-kit", "check"],
      ["drizzle-kit", "generate"],
      ["git", "diff", "--exit-code", "--", "db/migrations"],
    ],
    proof: /No schema changes/,
  },
  {
    name: "types",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
];

/** Runs the checks that need no service, two at a time: all, or those whose name contains one of `names`. */
export async function runStaticChecks(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
  tally: Tally,
): Promise<void> {
  const waiting = CHECKS.filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  );
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      await runCheck(check, environment, tally);
  };
  await Promise.all([work(), work()]);
}

async function runCheck(
  { name, commands, proof }: StaticCheck,
  environment: NodeJS.ProcessEnv,
  tally: Tally,
) {
  const startedAt = performance.now();
  let printed = "";
  let failed = false;
  for (const command of commands) {
    const { code, output } = await runCommand(command, environment);
    printed += output;
    failed ||= code !== 0;
  }
  failed ||= proof !== undefined && !proof.test(printed.replaceAll("\u001b", ""));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${failed ? "✗" : "✓"} ${name} (${seconds} s)\n${failed ? `${printed.trim()}\n` : ""}`,
  );
  tally.add(failed ? { passed: 0, failures: [`check › ${name}`] } : { passed: 1 });
}
