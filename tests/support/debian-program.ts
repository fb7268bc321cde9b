import { existsSync } from "node:fs";
import { installPackage } from "#scripts/stack/debian-package.ts";
import { findProgram } from "#server/processes.ts";

/** Where a server program of Debian's is, which is installed when it is missing. @throws when it can't be had. */
export async function debianProgram(name: string): Promise<string> {
  // Not everybody has the folder of servers on their PATH.
  const find = async () => (existsSync(`/usr/sbin/${name}`) ? `/usr/sbin/${name}` : findProgram(name));
  const found = await find();
  if (found) return found;
  await installPackage(name);
  const installed = await find();
  if (!installed) throw new Error(`${name} can't be had on this machine`);
  return installed;
}
