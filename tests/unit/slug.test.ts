import { describe, expect, it } from "vitest";
import { slugOf } from "#lib/catalog/slug.ts";

const ID = "0192aaaa-bbbb-7ccc-8ddd-eeeeffff0001";

describe("a product's slug", () => {
  it.each([
    ["Moon Jar Mug", "moon-jar-mug"],
    ["CAFÉ Crème", "cafe-creme"],
    ["달항아리 머그", "dalhangari-meogeu"],
    ["달항아리 머그".normalize("NFD"), "dalhangari-meogeu"],
    ["한글 Mug ２", "hangeul-mug-2"],
    ["값 · 닭", "gap-dak"],
    ["Straße & Smørrebrød", "strasse-smorrebrod"],
    ["Baker's dozen", "bakers-dozen"],
    ["İstanbul", "istanbul"],
    ["a".repeat(60), "a".repeat(48)],
  ])("of %j is %s", (name, slug) => {
    expect(slugOf(name, ID)).toBe(slug);
  });

  it.each(["日本", "🎁", "---", "Кофе"])("of %j has the end of the id, as nothing of it is Latin", (name) => {
    expect(slugOf(name, ID)).toBe("product-eeeeffff0001");
  });

  it("is never like another product's id", () => {
    const other = "0192cccc-dddd-7eee-8fff-000011112222";
    for (const name of [other, other.toUpperCase(), ` ${other}!`])
      expect(slugOf(name, ID)).toBe(`${other}-eeeeffff0001`);
  });

  it("is never a route's name", () => {
    expect(slugOf("Popular", ID)).toBe("popular-eeeeffff0001");
  });
});
