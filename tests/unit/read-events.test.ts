import { describe, expect, it } from "vitest";
import { readEvents, type StreamEvent } from "#app/_api/read-events.ts";

const TEXT =
  ': the line\n\nevent: position\ndata: {"position":37}\n\nevent: working\r\ndata: {}\r\n\r\nevent: done\ndata: {"status":201,\ndata: "body":{"name":"달항아리"}}\n\n';

const EVENTS = [
  { name: "position", data: { position: 37 } },
  { name: "working", data: {} },
  { name: "done", data: { status: 201, body: { name: "달항아리" } } },
];

/** A stream that hands the text on in pieces of so many bytes. */
function inPiecesOf(size: number, text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(from, from + size));
      from += size;
    },
  });
}

async function eventsOf(stream: ReadableStream<Uint8Array>): Promise<StreamEvent[]> {
  const events = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

describe("a stream of events", () => {
  it.each([1, 2, 3, 7, 64, 10_000])("is read the same in pieces of %i bytes", async (size) => {
    expect(await eventsOf(inPiecesOf(size, TEXT))).toEqual(EVENTS);
  });

  it("that is cut in the middle of an event ends without it", async () => {
    expect(await eventsOf(inPiecesOf(5, TEXT.slice(0, -20)))).toEqual(EVENTS.slice(0, 2));
  });

  it("is let go of when its reader has heard enough", async () => {
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(TEXT)),
      cancel: () => {
        isCancelled = true;
      },
    });
    for await (const { name } of readEvents(stream)) if (name === "done") break;
    expect(isCancelled).toBe(true);
  });
});
