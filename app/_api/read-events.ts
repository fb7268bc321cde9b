/** One event of a `text/event-stream`, its data read as JSON. */
export interface StreamEvent {
  readonly name: string;
  readonly data: unknown;
}

/**
 * Reads a stream of server-sent events, however it was cut into pieces on the way. Comments, which keep a
 * connection open, are passed over.
 * @throws SyntaxError when data is not JSON; whatever the stream throws when it is cut.
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let name = "message";
  let data: string[] = [];
  for await (const line of linesOf(stream)) {
    if (line === "") {
      if (data.length > 0) yield { name, data: JSON.parse(data.join("\n")) };
      name = "message";
      data = [];
    } else {
      const [, field, value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (field === "event") name = value;
      if (field === "data") data.push(value);
    }
  }
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = "";
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split(/\r?\n/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
