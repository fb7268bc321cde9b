import type { Progress } from "#lib/group-commit/batch.ts";
import type { SubmitOptions } from "#lib/group-commit/group-commit.ts";

const HEARTBEAT_MS = 10_000;

/** Whether the caller asks for events rather than for one answer. */
export const wantsEvents = (request: Request): boolean =>
  request.headers.get("accept")?.includes("text/event-stream") ?? false;

/**
 * Answers with server-sent events: `position` with the place in line whenever it changes, `working` when the
 * turn has come, and `done` with the status and the body that the plain answer has. A caller that hangs up leaves the line.
 */
export function streamLine(
  gone: AbortSignal,
  answer: (waiting: SubmitOptions) => Promise<Response>,
): Response {
  const left = new AbortController();
  const encoder = new TextEncoder();
  let heartbeat: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      const send = (text: string) => {
        if (!left.signal.aborted) stream.enqueue(encoder.encode(text));
      };
      heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      // Sent at once, so that the caller knows that it is heard.
      send(": in line\n\n");
      const signal = AbortSignal.any([gone, left.signal]);
      const response = await answer({ signal, onProgress: tellOnChange(send) });
      clearInterval(heartbeat);
      if (signal.aborted) return;
      // The body is JSON of one line already, and goes into the event as it stands.
      const body = (await response.text()) || "null";
      send(`event: done\ndata: {"status":${response.status},"body":${body}}\n\n`);
      stream.close();
    },
    cancel() {
      clearInterval(heartbeat);
      left.abort();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** A place is told again only when it is another one. */
function tellOnChange(send: (text: string) => void): (progress: Progress) => void {
  let last: number | "working" | undefined;
  return (progress) => {
    const now = progress.state === "working" ? "working" : progress.place;
    if (now === last) return;
    last = now;
    send(
      progress.state === "working"
        ? eventOf("working", {})
        : eventOf("position", { position: progress.place }),
    );
  };
}

const eventOf = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
