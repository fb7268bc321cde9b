import { findProgram } from "#server/processes.ts";
import { Failure } from "../../server/failure.mjs";
import { step } from "../setup/step.mjs";
import { installPackage } from "../stack/debian-package.ts";

/** Starts it for a test alone: as root, without a graphics card, and quiet on the network. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where the system's Chromium is; installs Debian's where there is none. */
export async function findChromium(): Promise<string> {
  const find = () => findProgram("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  const found = process.env["CHROMIUM_PATH"] || (await find());
  if (found) return found;
  await step("installed chromium from Debian's packages", () =>
    installPackage("chromium").catch(() => undefined),
  );
  const installed = await find();
  if (installed) return installed;
  throw new Failure(
    "There is no Chromium for the browser tests.",
    "Install Chromium or Chrome, or say where it is with CHROMIUM_PATH. Without it: npm test -- check unit integration",
  );
}
