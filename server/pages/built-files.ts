import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { type Encoding, encodingFor, SUFFIXES } from "./encoding.ts";
import { OtherBuilds, uncompressed } from "./other-builds.ts";

/** Scripts, styles and fonts of a build: their names say what is in them, so they never change. */
const BUILT = /^\/_next\/(static\/(?:[\w~-]+\/)*[\w.~-]+\.(?:js|css|woff2))$/;
const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
};

/**
 * Sends the build's scripts and styles as `npm start` has compressed them beside the build, from memory and
 * with no more headers than they need: a first visit asks for a dozen. Those of other builds come from the database.
 */
export class BuiltFiles {
  /** There are only as many as the build made. */
  readonly #files = new Map<string, Promise<Buffer>>();
  readonly #others = new OtherBuilds();

  constructor(private readonly distDir: string) {}

  /** Answers with the file that is asked for; false when it is none, or only there as the build wrote it. */
  async send({ method, url = "", headers }: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = method === "GET" ? BUILT.exec(url)?.[1] : undefined;
    if (!path) return false;
    const encoding = encodingFor(headers["accept-encoding"]);
    const own = encoding && (await this.#read(path + SUFFIXES[encoding]));
    if (own) return answer(response, path, own, encoding);
    if (existsSync(join(this.distDir, path))) return false;
    const other = await this.#others.find(path);
    if (!other) return false;
    if (encoding === "br") return answer(response, path, other, encoding);
    return answer(response, path, await uncompressed(other), null);
  }

  async #read(path: string): Promise<Buffer | null> {
    const reading = this.#files.get(path) ?? readFile(join(this.distDir, path));
    this.#files.set(path, reading);
    try {
      return await reading;
    } catch {
      this.#files.delete(path);
      return null;
    }
  }
}

function answer(response: ServerResponse, path: string, file: Buffer, encoding: Encoding | null): true {
  response.writeHead(200, {
    "content-type": TYPES[extname(path)],
    "content-length": file.length,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
    ...(encoding ? { "content-encoding": encoding } : {}),
  });
  response.end(file);
  return true;
}
