import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { shop } from "./environment.ts";

const Mail = z.object({ to: z.string(), subject: z.string(), text: z.string() });
const folder = join(shop.DATA_DIR, "mail");

/** Every mail that the shop wrote to an address, oldest first. */
export async function mailsTo(email: string): Promise<z.output<typeof Mail>[]> {
  const files = (await readdir(folder).catch(() => [])).sort();
  const mails = await Promise.all(files.map(async (file) => readFile(join(folder, file), "utf8")));
  return mails
    .filter((text) => text.trim() !== "")
    .map((text) => Mail.parse(JSON.parse(text)))
    .filter(({ to }) => to === email);
}

/** The newest link of this page that was mailed to an address; waits until there are so many mails with one. */
export async function linkMailedTo(email: string, page: string, count = 1): Promise<URL> {
  for (let tries = 0; tries < 200; tries += 1) {
    const links = (await mailsTo(email)).flatMap(({ text }) => {
      const [link] = /^https?:\S+$/m.exec(text) ?? [];
      return link?.includes(page) ? [link] : [];
    });
    const last = links.at(-1);
    if (last !== undefined && links.length >= count) return new URL(last);
    await pause(50);
  }
  throw new Error(`no mail with a link to ${page} came for ${email}`);
}
