import { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "./refusal.ts";

/**
 * A request of unknown length as one of known length, with its whole body at hand; "too-large" when it is over the
 * limit, "gone" when the caller hung up before its end.
 */
export function wholeRequest(request: IncomingMessage): Promise<IncomingMessage | "too-large" | "gone"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        chunks.length = 0;
        resolve("too-large");
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve(withBody(request, Buffer.concat(chunks))));
    request.once("close", () => resolve("gone"));
  });
}

function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const whole = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  const { "transfer-encoding": _, ...headers } = request.headers;
  headers["content-length"] = String(body.length);
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  );
  Object.assign(whole, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
  whole.push(body);
  whole.push(null);
  whole.complete = true;
  return whole;
}
