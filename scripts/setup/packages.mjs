import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Failure } from "../../server/failure.mjs";
import { helper } from "../../server/run-end.mjs";
import { step } from "./step.mjs";

const STAMP = "node_modules/.lockstep-installed";
/** What npm says that it installed. */
const INSTALLED = "node_modules/.package-lock.json";
const MOST_LINES = 12;
const MIN_NODE = [20, 9];

/** @throws Failure when this Node can't run the shop. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    throw new Failure(
      `Node ${process.versions.node} is too old.`,
      `Install Node ${MIN_NODE.join(".")} or later (24 is a good choice), or run: docker compose up`,
    );
  }
}

/**
 * Checks Node, installs the packages where they are missing or stale, and lets Node run TypeScript. A folder that was
 * installed for production alone is left as it is.
 */
export async function preparePackages() {
  checkNode();
  const wanted = fingerprint();
  if (isForProduction()) {
    // It was made to run, not to be worked on.
  } else if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== wanted) {
    const install = () => run(["npm", "ci", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"]);
    if (!isInstalled()) await step("installed the packages", install);
    await applyPatches();
    writeFileSync(STAMP, wanted);
  }
  const { register } = await import("tsx/esm/api");
  register();
}

/** npm does it too, unless its settings forbid scripts; a second time changes nothing. */
async function applyPatches() {
  // It would only print that a patch does not fit, and end well.
  const patch = [process.execPath, "node_modules/patch-package/index.js", "--error-on-fail"];
  try {
    await run(patch);
  } catch {
    // A patch fits the package as it was published, not what an earlier form of the patch has made of it.
    for (const name of patchedPackages()) rmSync(`node_modules/${name}`, { recursive: true, force: true });
    await run([
      "npm",
      "install",
      "--no-save",
      "--include=dev",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--loglevel=error",
    ]);
    await run(patch);
  }
}

/** `@scope+name+1.2.3.patch` is of `@scope/name`. */
const patchedPackages = () =>
  readdirSync("patches").map((file) => file.replace(/\+[^+]*\.patch$/, "").replace("+", "/"));

/** Whether npm was told to leave the development packages out. */
const isForProduction = () => existsSync(INSTALLED) && !existsSync("node_modules/typescript");

function fingerprint() {
  const hash = createHash("sha256").update(readFileSync("package-lock.json"));
  for (const name of readdirSync("patches").sort()) hash.update(readFileSync(`patches/${name}`));
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  return hash.digest("hex");
}

/** Whether npm has put in the very packages of the lock file, as `npm install` by hand does. */
function isInstalled() {
  if (!existsSync(STAMP) || !existsSync(INSTALLED)) return false;
  const { packages: installed } = JSON.parse(readFileSync(INSTALLED, "utf8"));
  const { packages: wanted } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  return Object.entries(wanted).every(
    ([path, { integrity, link, optional }]) =>
      path === "" || link || (optional && !installed[path]) || installed[path]?.integrity === integrity,
  );
}

/** @param {readonly string[]} command */
function run([program = "", ...args]) {
  return new Promise((resolve, reject) => {
    const name = process.platform === "win32" && program === "npm" ? "npm.cmd" : program;
    const child = helper(spawn(name, args, { stdio: ["ignore", "ignore", "pipe"] }));
    let complaints = "";
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(undefined);
      reject(
        new Failure(
          "npm could not install the packages.",
          `${complaints.trim().split("\n").slice(0, MOST_LINES).join("\n")}\nCheck the connection to the npm registry and try again, or run: docker compose up`,
        ),
      );
    });
  });
}
