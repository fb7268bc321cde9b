import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PageTag, tagPage } from "#lib/page-tags/page-tags.ts";
import { PageCache } from "#server/pages/page-cache.ts";
import { RenderedPage } from "#server/pages/rendered-page.ts";

/** A cache whose pages say how often they were rendered, and what they were made of. */
function cacheOf(tags: readonly PageTag[], changesAt: Date | null = null) {
  const cache = new PageCache();
  let renderings = 0;
  const render = async () => {
    renderings += 1;
    await Promise.resolve();
    tagPage(tags, changesAt);
    return new RenderedPage(200, {}, Buffer.from(String(renderings)));
  };
  const read = async (key = "page") => String((await cache.get(key, render)).body);
  return { cache, read };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a kept page", () => {
  it("is rendered once, however many ask at once", async () => {
    const { read } = cacheOf(["product:a"]);
    expect(await Promise.all([read(), read(), read()])).toEqual(["1", "1", "1"]);
    expect(await read("another")).toBe("2");
  });

  it("lives for a second at most while changes are not heard", async () => {
    const { read } = cacheOf(["product:a"]);
    await read();
    vi.advanceTimersByTime(999);
    expect(await read()).toBe("1");
    vi.advanceTimersByTime(1);
    expect(await read()).toBe("2");
  });

  it("lives longer while changes are heard, until one of what it shows is", async () => {
    const { cache, read } = cacheOf(["product:a"]);
    cache.listen(true);
    await read();
    vi.advanceTimersByTime(5_000);
    cache.heard(["product:b", "overview", "popular:week"]);
    expect(await read()).toBe("1");
    cache.heard(["product:a"]);
    expect(await read()).toBe("2");
  });

  it("shows a change that comes while it is rendered, after a rest", async () => {
    const { cache, read } = cacheOf(["product:a"]);
    cache.listen(true);
    const reading = read();
    cache.heard(["product:a"]);
    expect(await reading).toBe("1");
    vi.advanceTimersByTime(399);
    expect(await read()).toBe("1");
    vi.advanceTimersByTime(1);
    expect(await read()).toBe("2");
  });

  it("that lists products is stale after a change of any product or coupon", async () => {
    const { cache, read } = cacheOf(["lists"]);
    cache.listen(true);
    await read();
    vi.advanceTimersByTime(500);
    cache.heard(["product:new"]);
    expect(await read()).toBe("2");
    vi.advanceTimersByTime(500);
    cache.heard(["coupon:new"]);
    expect(await read()).toBe("3");
  });

  it("is not trusted when changes may have been missed", async () => {
    const { cache, read } = cacheOf(["product:a"]);
    cache.listen(true);
    await read();
    cache.listen(false);
    vi.advanceTimersByTime(1);
    cache.listen(true);
    vi.advanceTimersByTime(1_000);
    expect(await read()).toBe("2");
  });

  it("is rendered anew when what it shows begins", async () => {
    const { cache, read } = cacheOf(["product:a"], new Date(Date.now() + 3_000));
    cache.listen(true);
    await read();
    vi.advanceTimersByTime(2_999);
    expect(await read()).toBe("1");
    vi.advanceTimersByTime(1);
    expect(await read()).toBe("2");
  });

  it("of which nothing is known lives for a second", async () => {
    const { cache, read } = cacheOf([]);
    cache.listen(true);
    await read();
    vi.advanceTimersByTime(1_000);
    expect(await read()).toBe("2");
  });

  it("is not kept when it is no page", async () => {
    const cache = new PageCache();
    const missing = () => Promise.resolve(new RenderedPage(404, {}, Buffer.from("missing")));
    const found = () => Promise.resolve(new RenderedPage(200, {}, Buffer.from("found")));
    expect((await cache.get("page", missing)).status).toBe(404);
    expect((await cache.get("page", found)).status).toBe(200);
  });
});
