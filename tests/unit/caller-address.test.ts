import { describe, expect, it } from "vitest";
import { callerAddress, networkOf } from "#lib/http/caller-address.ts";

describe("the caller's address", () => {
  it.each([
    ["198.51.100.7", {}, 0, "198.51.100.7"],
    ["198.51.100.7", { "x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9" }, 0, "198.51.100.7"],
    ["10.0.0.1", { "x-forwarded-for": "203.0.113.9" }, 1, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": "6.6.6.6, 203.0.113.9" }, 1, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": "6.6.6.6,203.0.113.9, 10.0.0.2" }, 2, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": ["6.6.6.6", "203.0.113.9"] }, 1, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": "203.0.113.9" }, 3, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": "nonsense" }, 1, "10.0.0.1"],
    ["10.0.0.1", { "x-forwarded-for": " , " }, 1, "10.0.0.1"],
    ["10.0.0.1", { "x-forwarded-for": "203.0.113.9:4711" }, 1, "203.0.113.9"],
    ["10.0.0.1", { "x-forwarded-for": "[2001:db8::1]:4711" }, 1, "2001:db8::1"],
    ["10.0.0.1", { "x-real-ip": "203.0.113.9" }, 1, "203.0.113.9"],
    ["10.0.0.1", { "x-real-ip": "203.0.113.9" }, 2, "10.0.0.1"],
    ["10.0.0.1", { "x-real-ip": "6.6.6.6", "x-forwarded-for": "203.0.113.9" }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: "for=203.0.113.9;proto=https;by=10.0.0.1" }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: "for=203.0.113.9" }, 0, "10.0.0.1"],
    ["10.0.0.1", { forwarded: 'For="[2001:db8::1]:4711"' }, 1, "2001:db8::1"],
    ["10.0.0.1", { forwarded: "for=6.6.6.6, for=203.0.113.9, for=10.0.0.2" }, 2, "203.0.113.9"],
    ["10.0.0.1", { forwarded: ["for=6.6.6.6", "for=203.0.113.9"] }, 1, "203.0.113.9"],
    // A quote that the caller left open hides nothing that the proxy wrote.
    ["10.0.0.1", { forwarded: 'for="6.6.6.6, for=203.0.113.9' }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: 'x="a,b";for=203.0.113.9' }, 1, "203.0.113.9"],
    // A host is the caller's word, which a proxy quotes.
    ["10.0.0.1", { forwarded: 'for=203.0.113.9;host="a;for=6.6.6.6;b"' }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: 'host="a;for=6.6.6.6;b";for=203.0.113.9' }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: 'host="a\\",for=6.6.6.6";for=203.0.113.9' }, 1, "203.0.113.9"],
    ["10.0.0.1", { forwarded: 'for=203.0.113.9;host="\\\\", for=10.0.0.2' }, 2, "203.0.113.9"],
    ["10.0.0.1", { forwarded: 'for="\\[2001:db8::1\\]:80"' }, 1, "2001:db8::1"],
    ["10.0.0.1", { forwarded: "for=unknown" }, 1, "10.0.0.1"],
    ["10.0.0.1", { forwarded: "for=_hidden, proto=https" }, 1, "10.0.0.1"],
    ["10.0.0.1", { forwarded: "for=6.6.6.6", "x-forwarded-for": "203.0.113.9" }, 1, "203.0.113.9"],
    ["::ffff:10.0.0.1", {}, 0, "10.0.0.1"],
    ["fe80::1%eth0", {}, 0, "fe80::1"],
    [undefined, {}, 0, "unknown"],
  ])("of peer %s with %j behind %i proxies is %s", (peer, headers, hops, address) =>
    expect(callerAddress(peer, headers, hops)).toBe(address),
  );
});

describe("the network that limits count", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["0:0:0:0:0:ffff:203.0.113.9", "203.0.113.9"],
    ["127.0.0.1", "loopback"],
    ["127.8.9.10", "loopback"],
    ["::1", "loopback"],
    ["0:0:0:0:0:0:0:1", "loopback"],
    ["::ffff:127.0.0.1", "loopback"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:1:3::1", "2001:db8:1:3::/64"],
    ["nonsense", "unknown"],
    ["", "unknown"],
  ])("of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});
