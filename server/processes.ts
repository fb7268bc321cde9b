import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where a program is on the PATH, or null. */
export async function findProgram(...names: string[]): Promise<string | null> {
  for (const name of names) {
    const found = await run("sh", ["-c", `command -v ${name}`]).catch(() => null);
    if (found?.stdout.trim()) return found.stdout.trim();
  }
  return null;
}

/** A free port of this machine; `wanted` when that is free. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await canListen(wanted)) !== null) return wanted;
  const port = await canListen(0);
  if (port === null) throw new Error("no free port");
  return port;
}

function canListen(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === "object" ? address.port : null));
    });
  });
}

/** Whether nobody listens on the port, on any address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What a process was started as, or "" when it is gone. */
async function commandLine(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  if (fromProc !== null) return fromProc.replaceAll("\0", " ");
  const told = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => null);
  return told?.stdout ?? "";
}

/** Ends a process that an earlier run left behind, if it still is the one that was started with `mark`. */
export async function endOrphan(pid: number, mark: string, signal: NodeJS.Signals): Promise<void> {
  if (!isAlive(pid) || !(await commandLine(pid)).includes(mark)) return;
  process.kill(pid, signal);
  await untilGone(pid, 10_000);
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
  await untilGone(pid, 2_000);
}

async function untilGone(pid: number, withinMs: number): Promise<void> {
  for (const end = Date.now() + withinMs; isAlive(pid) && Date.now() < end; ) await pause(20);
}

/** Asks a child to end, and makes sure that it does. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), withinMs);
  await gone;
  clearTimeout(timer);
}
