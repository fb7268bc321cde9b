import { connect } from "node:net";
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
  const text = Buffer.concat(chunks.slice(0, 4)).toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  return end > 0 && /^content-type: text\/event-stream/im.test(text.slice(0, end)) && text.length > end + 4;
}

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

function parse(all: Buffer, hung: boolean): Answer {
  const isContinued = all.subarray(0, CONTINUE.length).toString() === CONTINUE;
  return { ...parseAnswer(isContinued ? all.subarray(CONTINUE.length) : all), hung };
}
