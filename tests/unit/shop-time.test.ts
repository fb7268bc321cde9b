import { afterEach, describe, expect, it, vi } from "vitest";
import { instantAtShop, shopClock } from "#lib/values/shop-time.ts";

/** Where the browser may be. New York's clocks go back on 1 November 2026, and forward on 8 March 2026. */
const ZONES = ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin", "Pacific/Chatham"];
const INSTANTS = [
  ["2026-11-24T09:49:50.000Z", "2026-11-24T18:49:50"],
  ["2026-11-24T09:49:00.000Z", "2026-11-24T18:49"],
  ["2026-11-24T09:49:00.250Z", "2026-11-24T18:49:00.250"],
  ["2026-12-31T14:59:59.000Z", "2026-12-31T23:59:59"],
  ["2026-12-31T15:00:00.000Z", "2027-01-01T00:00"],
  // 01:30 in New York, once before and once after the clocks go back; 02:30, which is not there in spring.
  ["2026-11-01T05:30:00.000Z", "2026-11-01T14:30"],
  ["2026-11-01T06:30:00.000Z", "2026-11-01T15:30"],
  ["2026-03-08T07:30:00.000Z", "2026-03-08T16:30"],
] as const;

afterEach(() => vi.unstubAllEnvs());

describe.each(ZONES)("the shop's clock in a browser of %s", (zone) => {
  it.each(INSTANTS)("shows %s as %s, and reads it back", (instant, clock) => {
    vi.stubEnv("TZ", zone);
    expect(shopClock(instant)).toBe(clock);
    expect(instantAtShop(clock)).toBe(instant);
  });
});

it("takes seconds and parts of them in any length that a browser writes", () => {
  expect(instantAtShop("2026-11-24T18:49:00")).toBe("2026-11-24T09:49:00.000Z");
  expect(instantAtShop("2026-11-24T18:49:00.5")).toBe("2026-11-24T09:49:00.500Z");
});

it.each(["", "tomorrow", "2026-11-24", "2026-13-24T18:49", "2026-11-24T18:49Z", "2026-11-24T25:00"])(
  "takes %j for no time",
  (text) => {
    expect(instantAtShop(text)).toBeNull();
  },
);

it("shows nothing for no instant", () => {
  expect(shopClock(null)).toBe("");
});
