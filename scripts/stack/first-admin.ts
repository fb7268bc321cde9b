import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writePrivately } from "./kept-facts.ts";

const KeptAdmin = z.object({ email: z.string(), password: z.string() });

/** The first admin's name and address, and where the password comes from. */
export interface FirstAdmin {
  readonly email: string;
  readonly password: string;
  readonly from: "environment" | "file" | "made";
  readonly path: string;
}

/**
 * The first admin, as the environment says, or as kept in the data directory, or with a new password. Null when nobody
 * is named: on a database of the operator's nobody becomes an admin by default.
 */
export function chooseAdmin(dataDir: string, environment: NodeJS.ProcessEnv): FirstAdmin | null {
  const path = join(dataDir, "admin.json");
  const kept = existsSync(path) ? KeptAdmin.parse(JSON.parse(readFileSync(path, "utf8"))) : null;
  const { ADMIN_EMAIL, ADMIN_PASSWORD, DATABASE_URL } = environment;
  if (DATABASE_URL && !ADMIN_EMAIL && !kept) return null;
  const email = ADMIN_EMAIL || kept?.email || "admin@lockstep.local";
  if (ADMIN_PASSWORD) return { email, password: ADMIN_PASSWORD, from: "environment", path };
  if (kept) return { ...kept, from: "file", path };
  return { email, password: randomBytes(15).toString("base64url"), from: "made", path };
}

/** Keeps a password that was made, once there is an admin who has it; with mode 600. */
export function keepAdmin({ email, password, from, path }: FirstAdmin, madeAdmin: boolean): void {
  if (from === "made" && madeAdmin) writePrivately(path, `${JSON.stringify({ email, password }, null, 2)}\n`);
}

/** How to sign in as admin, in one line; a new password is told this once. */
export function tellAdmin(admin: FirstAdmin | null, madeAdmin: boolean): string {
  if (admin === null) return "the admin of this database";
  const { email, password, from, path } = admin;
  if (from === "environment")
    return madeAdmin ? `${email} with ADMIN_PASSWORD` : "the admin of this database";
  if (from === "file") return `${email} (the password is in ${path})`;
  if (!madeAdmin) return "the admin of this database (made on another machine or with another DATA_DIR)";
  return `${email} with the password ${password} (kept in ${path})`;
}
