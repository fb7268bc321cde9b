import { beforeEach, describe, expect, it } from "vitest";
import { addressesOf } from "#app/_live/live-address.ts";
import { LiveTabs } from "#app/_live/live-tabs.ts";
import type { Wish } from "#app/_live/live-values.ts";

type Hear = (event: { data: unknown }) => void;

/** A browser: what one tab says, all others hear. */
let tabs: { hear: Hear[] }[];
beforeEach(() => {
  tabs = [];
});

const product = (id: string): Wish => ({ kind: "product", id });
const NEWS = { now: "2026-11-24T09:00:00Z" };

function openTab(id: string) {
  const self = { hear: [] as Hear[] };
  tabs.push(self);
  const heard = { news: 0, newcomers: 0 };
  const wire = {
    postMessage: (data: unknown) => {
      for (const tab of tabs) if (tab !== self) for (const hear of tab.hear) hear({ data });
    },
    addEventListener: (_: "message", hear: Hear) => void self.hear.push(hear),
  };
  const hearing = {
    onTabs: (isNew: boolean) => {
      if (isNew) heard.newcomers += 1;
    },
    onNews: () => {
      heard.news += 1;
    },
  };
  const link = new LiveTabs(id, wire, hearing);
  return { link, heard, crash: () => tabs.splice(tabs.indexOf(self), 1) };
}

describe("the tabs of a browser", () => {
  it("are led by the oldest one, which watches for all and passes the news on", () => {
    const [first, second, third] = ["1", "2", "3"].map(openTab);
    for (const [at, tab] of [first, second, third].entries()) tab?.link.watch([product(`p${at}`)]);
    expect([first, second, third].map((tab) => tab?.link.leads)).toEqual([true, false, false]);
    expect(first?.link.wishes).toEqual([product("p0"), product("p1"), product("p2")]);
    expect(first?.heard.newcomers).toBe(2);
    first?.link.passOn(NEWS);
    expect([first, second, third].map((tab) => tab?.heard.news)).toEqual([0, 1, 1]);
  });

  it("choose another when the leader is hidden, or has crashed; a hidden one hears nothing", () => {
    const [first, second, third] = ["1", "2", "3"].map(openTab);
    for (const tab of [first, second, third]) tab?.link.watch([product("p")]);
    first?.link.watch([]);
    expect([first, second, third].map((tab) => tab?.link.leads)).toEqual([false, true, false]);
    second?.link.passOn(NEWS);
    expect([first?.heard.news, third?.heard.news]).toEqual([0, 1]);
    second?.crash();
    third?.link.giveUpLeader();
    expect(third?.link.leads).toBe(true);
    first?.link.watch([product("q")]);
    expect([first?.link.leads, third?.link.leads]).toEqual([true, false]);
    expect(first?.link.wishes).toEqual([product("q"), product("p")]);
  });

  it("say nothing when nothing has changed", () => {
    const [first, second] = ["1", "2"].map(openTab);
    first?.link.watch([product("p")]);
    let said = 0;
    tabs[1]?.hear.push(() => {
      said += 1;
    });
    first?.link.watch([product("p")]);
    expect(said).toBe(0);
    second?.link.watch([product("p")]);
    expect(first?.heard.newcomers).toBe(1);
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
