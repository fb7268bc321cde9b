import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SOURCE = new URL("./clock.c", import.meta.url).pathname;
const PAGE_BYTES = 4_096;

/** A process's own clock, which jumps as the test likes. What measures how time passes goes on evenly. */
export class FakeClock {
  readonly #file: string;

  private constructor(
    private readonly library: string,
    folder: string,
  ) {
    this.#file = join(folder, "offset");
    writeFileSync(this.#file, Buffer.alloc(PAGE_BYTES));
  }

  /** Null where no compiler is. */
  static make(): FakeClock | null {
    const folder = mkdtempSync(join(tmpdir(), "lockstep-clock-"));
    const library = join(folder, "clock.so");
    try {
      execFileSync("cc", ["-shared", "-fPIC", "-O2", "-o", library, SOURCE], { stdio: "ignore" });
      return new FakeClock(library, folder);
    } catch {
      return null;
    }
  }

  /** What a process is started with that has this clock. */
  get environment(): Readonly<Record<string, string>> {
    return { LD_PRELOAD: this.library, LOCKSTEP_CLOCK_FILE: this.#file };
  }

  /** From now on the clock is so many seconds ahead of the machine's; below zero, behind. */
  jump(seconds: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    const file = openSync(this.#file, "r+");
    writeSync(file, bytes, 0, bytes.length, 0);
    closeSync(file);
  }
}
