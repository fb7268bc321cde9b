import { connect } from "node:net";
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from "node:zlib";
import { parseAnswer, type RawAnswer } from "#tests/support/raw-request.ts";

/** How long a request may take until it counts as hanging. */
const PATIENCE_MS = 20_000;
/** So much of a body is kept to be judged. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What came back. */
export interface Answer extends RawAnswer {
  /** The connection was still open, with no whole answer, when patience ended. */
  readonly hung: boolean;
}

/**
 * Sends bytes over a connection of their own, and reads until the shop closes it or an endless stream has begun.
 * `endsAfter` says that no more will come, which ends a connection that bent bytes have asked to keep.
 */
export function send(url: URL, bytes: Buffer, endsAfter: boolean): Promise<Answer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    const end = (hung: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(Buffer.concat(chunks), hung));
    };
    const timer = setTimeout(() => end(!isStream(chunks)), PATIENCE_MS);
    socket.once("connect", () => (endsAfter ? socket.end(bytes) : socket.write(bytes)));
    socket.on("data", (chunk) => {
      if (size < MOST_BYTES) chunks.push(chunk);
      size += chunk.length;
      if (isStream(chunks)) end(false);
    });
    socket.on("error", () => {});
    socket.once("close", () => end(false));
  });
}

/** An event stream does not end by itself: its head and its first event are the answer. */
function isStream(chunks: readonly Buffer[]): boolean {
  const text = Buffer.concat(chunks.slice(0, 4)).toString("latin1").replace(CONTINUE, "");
  const end = text.indexOf("\r\n\r\n");
  return end > 0 && /^content-type: text\/event-stream/im.test(text.slice(0, end)) && text.length > end + 4;
}

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

function parse(all: Buffer, hung: boolean): Answer {
  const isContinued = all.subarray(0, CONTINUE.length).toString() === CONTINUE;
  const bytes = isContinued ? all.subarray(CONTINUE.length) : all;
  const answer = parseAnswer(bytes);
  const decode = DECODERS[answer.headers.get("content-encoding") ?? ""];
  if (!decode) return { ...answer, hung };
  const body = bytes.subarray(bytes.indexOf("\r\n\r\n") + 4);
  const isChunked = answer.headers.get("transfer-encoding") === "chunked";
  return { ...answer, body: decode(isChunked ? joinChunks(body) : body).toString("utf8"), hung };
}

/** What was sent compressed is judged as what it says. A body that was cut is read as far as it came. */
const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: (body) => brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  gzip: (body) => gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: (body) => inflateSync(body, { finishFlush: constants.Z_SYNC_FLUSH }),
};

/** The body of a chunked answer without the sizes between its pieces. */
function joinChunks(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf("\r\n", at);
    const size = end < 0 ? 0 : Number.parseInt(body.toString("latin1", at, end), 16);
    if (!(size > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
