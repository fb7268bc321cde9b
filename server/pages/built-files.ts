import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { encodingFor, SUFFIXES } from "./encoding.ts";

/** Scripts and styles of the build: their names say what is in them, so they never change. */
const BUILT = /^\/_next\/(static\/(?:[\w~-]+\/)*[\w.~-]+\.(?:js|css))$/;
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

/**
 * Sends the build's scripts and styles as `npm start` has compressed them beside the build, from memory and
 * with no more headers than they need: a first visit asks for a dozen.
 */
export class BuiltFiles {
  /** There are only as many as the build made. */
  readonly #files = new Map<string, Promise<Buffer>>();

  constructor(private readonly distDir: string) {}

  /** Answers with the file that is asked for; false when it is none, or not there in a compression that is taken. */
  async send({ method, url = "", headers }: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = method === "GET" ? BUILT.exec(url)?.[1] : undefined;
    if (!path) return false;
    const encoding = encodingFor(headers["accept-encoding"]);
    const file = encoding && (await this.#read(path + SUFFIXES[encoding]));
    if (!file) return false;
    response.writeHead(200, {
      "content-type": `${TYPES[extname(path)]}; charset=utf-8`,
      "content-encoding": encoding,
      "content-length": file.length,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    response.end(file);
    return true;
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
