import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runScriptFile } from "./own-command.ts";

/** A text in a file of the shop, and what stands there in another commit. */
export type Change = readonly [file: string, text: string, other: string];

/** Another commit of the shop with a build of its own, in a folder of its own. */
export class OtherCommit {
  private constructor(readonly folder: string) {}

  /** Copies the shop as it is here, changes it, and builds it. */
  static async build(changes: readonly Change[]): Promise<OtherCommit> {
    const folder = mkdtempSync(join(tmpdir(), "lockstep-commit-"));
    const commit = new OtherCommit(folder);
    const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" });
    for (const file of files.split("\n").filter((name) => name !== "" && existsSync(name))) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(file, join(folder, file));
    }
    // The packages are the same: their files are only named once more.
    execFileSync("cp", ["-al", "node_modules", join(folder, "node_modules")]);
    for (const [file, text, other] of changes) commit.#change(file, text, other);
    const build = runScriptFile("build", [], { DATA_DIR: join(folder, ".data") }, folder);
    if ((await build.ended) !== 0) throw new Error(build.printed());
    return commit;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #change(file: string, text: string, other: string): void {
    const path = join(this.folder, file);
    const before = readFileSync(path, "utf8");
    if (!before.includes(text)) throw new Error(`${file} lacks ${text}`);
    writeFileSync(path, before.replaceAll(text, other));
  }
}
