import { connect } from "node:net";

/** How long a request may take until it counts as hanging. */
const PATIENCE_MS = 20_000;
/** So much of a body is kept to be judged. */
const MOST_BYTES = 4 * 1024 * 1024;

/** What came back. */
export interface Answer {
  /** The connection was still open, with no whole answer, when patience ended. */
  readonly hung: boolean;
  /** 0 without an answer. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
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
  const bytes =
    all.subarray(0, CONTINUE.length).toString() === CONTINUE ? all.subarray(CONTINUE.length) : all;
  const end = bytes.indexOf("\r\n\r\n");
  const head = bytes.subarray(0, end < 0 ? bytes.length : end).toString("latin1");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const [, status = "0"] = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const body = end < 0 ? "" : bytes.subarray(end + 4).toString("utf8");
  return { hung, status: Number(status), headers: new Map(headers), body };
}
