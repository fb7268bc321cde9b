import { describe, expect, it } from "vitest";
import { readMessage } from "#lib/announcements/message.ts";
import { LiveNews } from "#lib/live/schema.ts";

const NOTHING = { changed: [], ended: [] };

// While a new version comes, old and new processes speak on one channel, and old pages listen to new processes.
describe("messages between versions", () => {
  it("are read as the first version sent them", () => {
    const soon = { id: "7b0f", topics: ["product:a", "overview"] };
    expect(readMessage(JSON.stringify({ soon }))).toEqual({ ...NOTHING, soon });
    const done = { changed: ["product:a", "coupon:b", "popular:today"], ended: ["7b0f"] };
    expect(readMessage(JSON.stringify(done))).toEqual(done);
  });

  it("say what is known of them where a later version says more", () => {
    const later = {
      version: 9,
      soon: { id: "1", topics: ["product:a", "warehouse:x"], reason: "sale" },
      changed: ["product:a", "warehouse:x", 7],
      moved: [{ from: "a", to: "b" }],
    };
    expect(readMessage(JSON.stringify(later))).toEqual({
      changed: ["product:a"],
      ended: [],
      soon: { id: "1", topics: ["product:a"] },
    });
  });

  it("say nothing where they can't be read", () => {
    for (const text of ["", "{", "null", "7", '"changed"', "[]", '{"changed":{"0":"product:a"}}'])
      expect(readMessage(text), text).not.toMatchObject({ changed: [expect.anything()] });
  });

  it("reach an open page of an older version, which takes what it knows", () => {
    const product = { id: "a", stock: 3, price: 1_000, saleStartsAt: null, colour: "red" };
    const news = { now: "2026-01-01T00:00:00.000Z", products: [product], weather: "fine" };
    const { colour: _colour, ...known } = product;
    expect(LiveNews.parse(news)).toEqual({ now: news.now, products: [known] });
  });
});
