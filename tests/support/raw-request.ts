import { connect } from "node:net";
import { shop } from "./environment.ts";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Sends bytes that no client library would send, over a connection of their own, and reads until the shop closes
 * it. `body` is sent piece by piece, as far as the shop takes it.
 */
export function rawRequest(head: string, body: Iterable<Buffer> = []): Promise<RawAnswer> {
  const url = new URL(shop.APP_URL);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    const pieces = body[Symbol.iterator]();
    const pump = () => {
      for (let next = pieces.next(); !next.done; next = pieces.next()) if (!socket.write(next.value)) return;
    };
    socket.once("connect", () => {
      socket.write(head);
      socket.on("drain", pump);
      pump();
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    // A shop that has refused a body need not read it to its end.
    socket.on("error", () => {});
    socket.once("close", () => resolve(parseAnswer(Buffer.concat(chunks))));
  });
}

/** Reads the bytes of one answer; status 0 where there was none. */
export function parseAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, end < 0 ? bytes.length : end).toString("latin1");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const [, status = "0"] = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const body = end < 0 ? "" : bytes.subarray(end + 4).toString("utf8");
  return { status: Number(status), headers: new Map(headers), body };
}
