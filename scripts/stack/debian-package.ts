import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `apt-get install` as root, or by sudo without a password. @throws when neither goes. */
export async function installPackage(name: string): Promise<void> {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  // Runlevel 1 keeps Debian from starting a server of its own.
  const environment = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"];
  const apt = async (...args: string[]) => {
    const [command = "env", ...rest] = [...sudo, ...environment, "apt-get", "-qq", ...args];
    await run(command, rest, { maxBuffer: 64 * 1024 * 1024 });
  };
  const install = () => apt("install", "-y", "--no-install-recommends", name);
  await install().catch(async () => {
    await apt("update");
    await install();
  });
}
