import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** How to start a program as somebody else: words that go before its command, or ids for `spawn`. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  readonly prefix: readonly string[];
}

/**
 * PostgreSQL refuses to run as root. As root it runs as the owner of its data, else as `postgres`, else as
 * `nobody`; a user that can't walk to `paths`, because a folder above them is closed, is lent the capability to.
 */
export function runPostgresAs(dataDir: string, paths: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const { uid, gid } = ownerOf(dataDir) ??
    accountOf("postgres") ??
    accountOf("nobody") ?? { uid: 65_534, gid: 65_534 };
  if (paths.every((path) => canWalk(path, uid, gid))) return { uid, gid, prefix: [] };
  for (const capability of ["dac_read_search", "dac_override"]) {
    const prefix = [
      "setpriv",
      `--reuid=${uid}`,
      `--regid=${gid}`,
      "--clear-groups",
      // Without this the kernel judges access() by the new user alone, and PostgreSQL asks that of itself.
      "--securebits=+no_setuid_fixup",
      `--inh-caps=-all,+${capability}`,
      `--ambient-caps=-all,+${capability}`,
      "--",
    ];
    if (paths.every((path) => works([...prefix, "test", "-x", path]))) return { uid, gid, prefix };
  }
  return { uid, gid, prefix: [] };
}

/** The command line of a program that runs so. */
export function commandAs(
  { prefix }: RunAs,
  program: string,
  args: string[],
): { command: string; args: string[] } {
  const words = [...prefix, program, ...args];
  return { command: words[0] ?? program, args: words.slice(1) };
}

function ownerOf(path: string): { uid: number; gid: number } | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

function accountOf(name: string): { uid: number; gid: number } | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function canWalk(path: string, uid: number, gid: number): boolean {
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

function works([command = "", ...args]: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
