import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Debian's `faketime`, from its package. */
const LIBRARY = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketime.so.1`;

/** A process's own clock, which jumps as the test likes. What measures how time passes goes on evenly. */
export class FakeClock {
  readonly #file = join(mkdtempSync(join(tmpdir(), "lockstep-clock-")), "offset");

  constructor() {
    this.jump(0);
  }

  /** Whether this machine has the library. */
  static get isThere(): boolean {
    return existsSync(LIBRARY);
  }

  /** What a process is started with that has this clock. */
  get environment(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_CACHE_DURATION: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
      FAKETIME_DONT_RESET: "1",
    };
  }

  /** From within a second on, the clock is so many seconds ahead of the machine's; below zero, behind. */
  jump(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? "" : "+"}${seconds}\n`);
  }
}
