import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addressesOf } from "#app/_live/live-address.ts";
import { BEAT_MS, GONE_MS, LiveTabs } from "#app/_live/live-tabs.ts";
import type { Wish } from "#app/_live/live-values.ts";

interface End {
  readonly hear: ((event: { data: unknown }) => void)[];
  isCut: boolean;
}

/** A browser: what one tab says, all others hear. */
let ends: Set<End>;
beforeEach(() => {
  ends = new Set();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => void vi.useRealTimers());

const product = (id: string): Wish => ({ kind: "product", id });
const NEWS = { now: "2026-11-24T09:00:00Z" };

function say(from: End, data: unknown): void {
  if (from.isCut) return;
  for (const end of [...ends]) if (end !== from && !end.isCut) for (const hear of end.hear) hear({ data });
}

function openTab(id: string) {
  const heard = { news: 0, newcomers: 0 };
  let end: End | undefined;
  const connect = () => {
    const own: End = { hear: [], isCut: false };
    end = own;
    ends.add(own);
    return {
      postMessage: (data: unknown) => say(own, data),
      addEventListener: (_: "message", hear: End["hear"][number]) => void own.hear.push(hear),
      close: () => void ends.delete(own),
    };
  };
  const hearing = {
    onTabs: (isNew: boolean) => {
      if (isNew) heard.newcomers += 1;
    },
    onNews: () => {
      heard.news += 1;
    },
  };
  /** The tab says nothing more and hears nothing more, and nobody was told. */
  const hang = (isCut = true) => {
    if (end) end.isCut = isCut;
  };
  return { link: new LiveTabs(id, connect, hearing), heard, hang };
}

const openThree = () => [openTab("1"), openTab("2"), openTab("3")] as const;

describe("the tabs of a browser", () => {
  it("are led by the oldest one, which watches for all and passes the news on", () => {
    const all = openThree();
    const [first] = all;
    for (const [at, tab] of all.entries()) tab.link.watch([product(`p${at}`)]);
    expect(all.map((tab) => tab.link.leads)).toEqual([true, false, false]);
    expect(first.link.wishes).toEqual([product("p0"), product("p1"), product("p2")]);
    expect(first.heard.newcomers).toBe(2);
    first.link.passOn(NEWS);
    expect(all.map((tab) => tab.heard.news)).toEqual([0, 1, 1]);
  });

  it("choose another at once when the leader is hidden, which then hears nothing and has no wire", () => {
    const all = openThree();
    const [first, second, third] = all;
    for (const tab of all) tab.link.watch([product("p")]);
    first.link.watch([]);
    expect(ends.size).toBe(2);
    expect(all.map((tab) => tab.link.leads)).toEqual([false, true, false]);
    second.link.passOn(NEWS);
    expect([first.heard.news, third.heard.news]).toEqual([0, 1]);
    first.link.watch([product("q")]);
    expect(all.map((tab) => tab.link.leads)).toEqual([true, false, false]);
    expect(first.link.wishes).toEqual([product("q"), product("p"), product("p")]);
  });

  it("choose another when the leader hangs or has crashed, and give it the lead again when it is back", () => {
    const all = openThree();
    const [first, second, third] = all;
    for (const tab of all) tab.link.watch([product("p")]);
    first.hang();
    vi.advanceTimersByTime(GONE_MS - BEAT_MS);
    expect(second.link.leads).toBe(false);
    vi.advanceTimersByTime(3 * BEAT_MS);
    expect([second.link.leads, third.link.leads]).toEqual([true, false]);
    expect(second.link.wishes).toHaveLength(2);
    first.hang(false);
    vi.advanceTimersByTime(BEAT_MS);
    expect(all.map((tab) => tab.link.leads)).toEqual([true, false, false]);
  });

  it("do not watch for ever what a follower watched that crashed", () => {
    const [first, second] = openThree();
    first.link.watch([product("p")]);
    second.link.watch([product("q")]);
    second.hang();
    vi.advanceTimersByTime(GONE_MS + 2 * BEAT_MS);
    expect(first.link.wishes).toEqual([product("p")]);
  });

  it("of a newer and an older version go on side by side, each with what it knows", () => {
    const [first, second] = openThree();
    first.link.watch([product("p")]);
    const newer: End = { hear: [], isCut: false };
    ends.add(newer);
    const review = { kind: "review", id: "r", stars: 5 };
    for (const message of [
      { from: "2", version: 9, wishes: [product("q"), review], isNew: true },
      { from: "2", wishes: { of: "another shape" } },
      { hello: "world" },
      null,
      7,
    ])
      say(newer, message);
    expect(first.link.leads).toBe(true);
    // What this version can ask of the shop is asked, for the other tab too.
    expect(addressesOf(first.link.wishes)).toEqual(["/api/live?products=p%2Cq"]);
    expect(addressesOf([review as unknown as Wish])).toEqual([]);
    say(newer, { from: "0", news: { ...NEWS, reviews: [5] }, colour: "red" });
    expect(first.heard.news).toBe(1);
    second.link.watch([product("p")]);
    expect(second.link.leads).toBe(false);
  });

  it("say nothing but their heartbeat when nothing has changed", () => {
    const [first, second] = openThree();
    first.link.watch([product("p")]);
    const said = vi.fn();
    ends.add({ hear: [said], isCut: false });
    first.link.watch([product("p")]);
    expect(said).not.toHaveBeenCalled();
    second.link.watch([product("p")]);
    vi.advanceTimersByTime(5 * GONE_MS);
    expect(first.heard.newcomers).toBe(1);
    expect(first.link.leads).toBe(true);
  });
});

describe("the streams of a browser", () => {
  it("tell everything, each at most a hundred products and one ranking", () => {
    const many = Array.from({ length: 150 }, (_, at) => product(`p${at}`));
    const addresses = addressesOf([
      ...many,
      ...many,
      { kind: "popular", id: "week" },
      { kind: "popular", id: "today" },
    ]);
    const asked = addresses.map((address) => new URL(address, "http://shop").searchParams);
    expect(asked.map((search) => search.get("products")?.split(",").length)).toEqual([100, 50]);
    expect(asked.map((search) => search.get("popular"))).toEqual(["today", "week"]);
    expect(addressesOf([product("a")])).toEqual(["/api/live?products=a"]);
    expect(addressesOf(Array.from({ length: 900 }, (_, at) => product(`p${at}`)))).toHaveLength(3);
  });
});
