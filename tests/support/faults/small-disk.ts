import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MIB = 1024 * 1024;

/** A disk in memory, small enough to be filled. Only root can have one. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Null where none can be had. */
  static mount(mib: number): SmallDisk | null {
    if (process.platform !== "linux" || process.getuid?.() !== 0) return null;
    const path = mkdtempSync(join(tmpdir(), "lockstep-disk-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mib}m,mode=0755`, "tmpfs", path], {
        stdio: "ignore",
      });
      return new SmallDisk(path);
    } catch {
      rmSync(path, { recursive: true, force: true });
      return null;
    }
  }

  /** Takes all that is left. */
  fill(): void {
    const file = openSync(this.#filler, "w");
    try {
      for (const size of [MIB, 4_096]) this.#writeAll(file, Buffer.alloc(size, "x"));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    // What still has a file open there keeps it, unseen by all others, until it ends.
    execFileSync("umount", ["-l", this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.path, "filler");
  }

  #writeAll(file: number, piece: Buffer): void {
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}
