import { describe, expect, it } from "vitest";
import { couponsAddress, readCouponsQuery } from "#app/(shop)/coupons/coupons-address.ts";
import { encodeCursor } from "#lib/values/cursor.ts";

const [one, two] = [encodeCursor("by-state|a-1|-17"), encodeCursor("by-use|b-2|17")];

describe("the address of the coupons' two lists", () => {
  it.each([
    "/coupons",
    "/coupons?page=3",
    "/coupons?mine=2",
    "/coupons?page=2&mine=3",
    `/coupons?page=2&cursor=${one}&mine=3&mineCursor=${two}`,
    `/coupons?before=${one}&mineBefore=${two}`,
  ])("%s is read as it is written", (address) => {
    const search = Object.fromEntries(new URLSearchParams(address.split("?")[1]));
    expect(couponsAddress(readCouponsQuery(search))).toBe(address);
  });

  it("keeps the place of the one list when the other goes on", () => {
    const query = readCouponsQuery({ page: "2", cursor: one, mine: "4", mineCursor: two });
    expect(couponsAddress({ ...query, all: { page: 3 } })).toBe(`/coupons?page=3&mine=4&mineCursor=${two}`);
    expect(couponsAddress({ ...query, mine: { page: 1 } })).toBe(`/coupons?page=2&cursor=${one}`);
  });

  it("drops what makes no sense, and cursors of another list", () => {
    const search = { page: "x", cursor: two, before: "abc", mine: ["2", "3"], mineCursor: one };
    expect(couponsAddress(readCouponsQuery(search))).toBe("/coupons");
  });

  it("takes a number that no list comes to for the last one", () => {
    for (const page of ["100001", "9".repeat(40)])
      expect(readCouponsQuery({ page, mine: page })).toMatchObject({
        all: { page: 100_000 },
        mine: { page: 100_000 },
      });
  });
});
