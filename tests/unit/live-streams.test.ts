import { expect, it } from "vitest";
import { LiveHub } from "#lib/live/hub.ts";
import { LiveStreams } from "#lib/live/streams.ts";
import { productTopic } from "#lib/page-tags/topics.ts";

const TOPIC = productTopic("p");
const LIMITS = { all: 10, perAddress: 10 };

function newStreams(): LiveStreams {
  const saying = { products: [{ id: "p", stock: 7, price: 1, saleStartsAt: null }] };
  const hub = new LiveHub(async () => ({ now: new Date(), sayings: new Map([[TOPIC, saying]]) }));
  hub.isListening = true;
  return new LiveStreams(hub, LIMITS);
}

const open = (streams: LiveStreams) => streams.open([TOPIC], "an address", new AbortController().signal);

it("a process that stops ends its streams, and each that comes late with the present values", async () => {
  const streams = newStreams();
  const early = await open(streams);
  streams.close();
  const late = await open(streams);
  for (const stream of [early, late]) {
    // To its end: nothing is kept open.
    const text = await new Response(stream).text();
    expect(text).toContain("event: snapshot");
    expect(text).toContain('"stock":7');
  }
  expect(streams.size).toBe(0);
});
