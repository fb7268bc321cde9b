import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InFlightChanges } from "#lib/announcements/in-flight-changes.ts";
import { readMessage } from "#lib/announcements/message.ts";
import { productTopic } from "#lib/page-tags/topics.ts";

const [MUG, LAMP] = [productTopic("mug"), productTopic("lamp")];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a change that was told of before it was made", () => {
  it("is overdue when its end is not heard, again and again, until it must have been decided", () => {
    const inFlight = new InFlightChanges();
    inFlight.begin("a", [MUG]);
    vi.advanceTimersByTime(200);
    inFlight.begin("b", [LAMP]);
    expect(inFlight.overdue()).toEqual(new Set());
    vi.advanceTimersByTime(50);
    expect(inFlight.overdue()).toEqual(new Set([MUG]));
    vi.advanceTimersByTime(200);
    expect(inFlight.overdue()).toEqual(new Set([MUG, LAMP]));
    vi.advanceTimersByTime(30_000);
    expect(inFlight.overdue()).toEqual(new Set([MUG, LAMP]));
    expect(inFlight.overdue()).toEqual(new Set());
  });

  it("is none when its end was heard", () => {
    const inFlight = new InFlightChanges();
    inFlight.begin("a", [MUG]);
    inFlight.end(["a", "of nobody"]);
    vi.advanceTimersByTime(1_000);
    expect(inFlight.overdue()).toEqual(new Set());
  });
});

describe("a message on the channel", () => {
  it.each(["", "null", "[]", '"product:a"', '{"changed":"product:a"}'])("%j says nothing", (text) => {
    const { soon, changed = [], ended = [] } = readMessage(text);
    expect({ soon, changed, ended }).toEqual({ soon: undefined, changed: [], ended: [] });
  });

  it("says only what we know", () => {
    const text = JSON.stringify({
      soon: { id: "a", topics: [MUG, "weather"] },
      changed: [LAMP, 7],
      ended: ["b", 1],
    });
    expect(readMessage(text)).toEqual({ soon: { id: "a", topics: [MUG] }, changed: [LAMP], ended: ["b"] });
  });
});
