import { existsSync, readFileSync } from "node:fs";

/** A second signal sooner than this is the first one, sent to a whole group of processes and handed on by npm. */
const SAME_SIGNAL_MS = 2_000;
const LOOK_MS = 250;
const KILL_AFTER_MS = 3_000;
/** A terminal that closes takes the shell with it; that shows after a moment. */
const HANG_UP_MS = 300;

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/** The parent process of this run, known from its first moment on: npm runs a script by a shell, which may outlive it. */
const parent = process.ppid;
const grandparent = /^(?:\S*\/)?(?:da|ba|z|k)?sh\b/.test(commandLineOf(parent)) ? parentOf(parent) : null;
/** @type {Set<ChildProcess>} */
const helpers = new Set();
/** @type {(() => Promise<void>)[]} */
const endings = [];
/** @type {(() => void) | null} */
let reload = null;
let stoppingSince = 0;

/** Whether the run is ending: nothing may be started any more. */
export const isEnding = () => stoppingSince > 0;

/** Holds up every step that would go on while the run ends. */
export async function goOnUnlessEnding() {
  if (isEnding()) await new Promise(() => {});
}

/**
 * Done when the run ends, the last one first.
 * @param {() => Promise<void>} ending
 */
export function atRunEnd(ending) {
  endings.push(ending);
}

/**
 * What SIGHUP does from now on.
 * @param {() => void} then
 */
export function onReload(then) {
  reload = then;
}

/**
 * A process that does a step of the set-up, and ends with the run.
 * @template {ChildProcess} Child
 * @param {Child} child
 * @returns {Child}
 */
export function helper(child) {
  helpers.add(child);
  child.once("exit", () => helpers.delete(child));
  if (isEnding()) child.kill("SIGTERM");
  return child;
}

/** From its first moment on the run ends at a signal, and with its parent process, whatever it is at. */
export function endAtSignals() {
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void endRun());
  process.on("SIGHUP", () => {
    setTimeout(() => (isAbandoned() ? void endRun() : reload?.()), HANG_UP_MS);
  });
  // npm that dies without a word leaves us orphaned: then nobody wants the shop any more.
  if (!process.env["npm_lifecycle_event"]) return;
  if (wasOrphaned()) void endRun();
  setInterval(() => {
    if (isAbandoned()) void endRun();
  }, LOOK_MS).unref();
}

function isAbandoned() {
  return process.ppid !== parent || (grandparent !== null && parentOf(parent) !== grandparent);
}

/** Whether npm was gone before we could look: the parent that is there now is not the one that runs scripts. */
function wasOrphaned() {
  const runner = grandparent ?? parent;
  const commandLine = commandLineOf(runner);
  return commandLine === "" ? runner === 1 : !/npm|pnpm|yarn|bun|start\.mjs/.test(commandLine);
}

/** @param {number} pid */
function commandLineOf(pid) {
  const path = `/proc/${pid}/cmdline`;
  return existsSync(path) ? readFileSync(path, "utf8").replaceAll("\0", " ") : "";
}

/**
 * The parent of a process, or null where that can't be known.
 * @param {number} pid
 */
function parentOf(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  // Behind the name in brackets, which may hold anything: the state, then the parent.
  const [, parentPid] = readFileSync(path, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return Number(parentPid);
}

async function endRun() {
  if (isEnding()) {
    if (performance.now() - stoppingSince < SAME_SIGNAL_MS) return;
    // A second signal means: do not wait.
    for (const child of helpers) child.kill("SIGKILL");
    process.exit(1);
  }
  stoppingSince = performance.now();
  process.stderr.write("\nStopping: letting requests finish, then closing the services.\n");
  for (const child of helpers) child.kill("SIGTERM");
  const kill = setTimeout(() => {
    for (const child of helpers) child.kill("SIGKILL");
  }, KILL_AFTER_MS);
  let code = 0;
  for (const ending of endings.reverse()) {
    await ending().catch((/** @type {unknown} */ error) => {
      process.stderr.write(`  ${error instanceof Error ? error.message : String(error)}\n`);
      code = 1;
    });
  }
  while (helpers.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  clearTimeout(kill);
  process.exit(code);
}
