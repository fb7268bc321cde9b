import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OwnAttempt } from "#app/_api/attempt.ts";
import { keepText, keptNames } from "#app/_api/browser-storage.ts";
import { type ApiResult, NOT_REACHED, type Problem } from "#app/_api/call-api.ts";
import { keysAbout, noteLife, noteSend } from "#app/_api/kept-keys.ts";
import { verdictOf } from "#app/_api/key-rule.ts";
import { outcomeOf } from "#app/_api/outcome-of-key.ts";
import { sendOnce } from "#app/_api/send-once.ts";

// Nobody waits in this test; the times of keys are those of a stopped clock.
vi.mock("#app/_api/pause.ts", () => ({ pause: () => Promise.resolve() }));

type Answer = ApiResult<string>;
const done = (data: string): Answer => ({ ok: true, data });
const refused = (code: Problem["code"]): Answer => ({
  ok: false,
  problem: { code, detail: "", facts: {}, errors: [] },
});
const WISH = { flow: "checkout", account: "me", subject: "mug", body: { quantity: 1 } } as const;

/** A shop that gives these answers to requests and to questions, one after the other; it notes the keys. */
function shop(answers: Answer[], told: Answer[] = []) {
  const sent: string[] = [];
  const asked: string[] = [];
  return {
    sent,
    asked,
    post: async (key: string) => {
      sent.push(key);
      return answers.shift() ?? NOT_REACHED;
    },
    ask: async (key: string) => {
      asked.push(key);
      return told.shift() ?? NOT_REACHED;
    },
  };
}

/** A page: it keeps its own attempt as long as it is open. */
function page(account = "me") {
  const own: OwnAttempt = { current: undefined };
  return (at: ReturnType<typeof shop>, body: unknown = WISH.body) =>
    sendOnce({ wish: { ...WISH, account, body }, own, post: at.post, ask: at.ask });
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const name of keptNames("")) keepText(name, null);
});

describe("the rule for when a key ends", () => {
  it.each([
    ["OUT_OF_STOCK", "undone", "undone"],
    ["INSUFFICIENT_POINTS", "undone", "undone"],
    ["LOCK_TIMEOUT", "undone", "undone"],
    ["RATE_LIMITED", "undone", "open"],
    ["UNAUTHENTICATED", "undone", "open"],
    ["ACCOUNT_CHANGED", "undone", "open"],
    ["UNAVAILABLE", "undone", "open"],
    ["SIGN_IN_AGAIN", "undone", "open"],
    ["IDEMPOTENCY_IN_FLIGHT", "open", "open"],
    ["INTERNAL", "open", "open"],
    ["NETWORK", "open", "open"],
  ] as const)("%s says %s, and %s after an earlier request that was not answered", (code, first, later) => {
    expect(verdictOf(refused(code), false)).toBe(first);
    expect(verdictOf(refused(code), true)).toBe(later);
  });
});

describe("a wish that is sent once", () => {
  it("keeps its key while it is at work or the connection is cut, and ends it with the answer", async () => {
    const at = shop([NOT_REACHED, refused("IDEMPOTENCY_IN_FLIGHT"), done("receipt")]);
    expect(await page()(at)).toEqual({ answer: done("receipt") });
    expect(new Set(at.sent).size).toBe(1);
    expect(at.sent).toHaveLength(3);
    expect(keysAbout(WISH)).toEqual([]);
  });

  it("is another one after its answer: a new key", async () => {
    const at = shop([done("one"), done("two"), refused("OUT_OF_STOCK"), done("three")]);
    const press = page();
    for (let press_ = 0; press_ < 4; press_ += 1) await press(at);
    expect(new Set(at.sent).size).toBe(4);
  });

  it("goes on with its key when it is pressed again on the same page without an answer", async () => {
    const at = shop([NOT_REACHED, NOT_REACHED, NOT_REACHED, NOT_REACHED, done("receipt")]);
    const press = page();
    expect((await press(at)).answer).toEqual(NOT_REACHED);
    expect((await press(at)).answer).toEqual(done("receipt"));
    expect(new Set(at.sent).size).toBe(1);
    expect(at.asked).toEqual([]);
  });

  it("keeps its key when a later request is turned away at the door", async () => {
    const at = shop([NOT_REACHED, refused("RATE_LIMITED"), done("receipt")]);
    const press = page();
    await press(at);
    expect(keysAbout(WISH)).toHaveLength(1);
    await press(at);
    expect(new Set(at.sent).size).toBe(1);
  });

  it("tells what an earlier page's wish came to, and sends nothing until it is pressed again", async () => {
    const cut = shop([]);
    await page()(cut);
    const at = shop([done("second")], [done("first")]);
    const press = page();
    expect(await press(at)).toEqual({ earlier: "first" });
    expect(at.sent).toEqual([]);
    expect(at.asked).toEqual([cut.sent[0]]);
    expect(await press(at)).toEqual({ answer: done("second") });
    expect(at.sent[0]).not.toBe(cut.sent[0]);
  });

  it("settles its own open attempt first when what is wanted of the same thing has changed", async () => {
    const at = shop([NOT_REACHED, NOT_REACHED, NOT_REACHED, NOT_REACHED], [done("one mug")]);
    const press = page();
    await press(at);
    expect(await press(at, { quantity: 2 })).toEqual({ earlier: "one mug" });
  });

  it("waits while another page is at work with the same wish", async () => {
    const other = noteSend(WISH);
    const at = shop([done("mine")], [refused("IDEMPOTENCY_IN_FLIGHT"), done("theirs")]);
    expect(await page()(at)).toEqual({ earlier: "theirs" });
    expect(at.asked).toEqual([other.key, other.key]);
  });

  it("sends nothing when what came of the earlier wish can't be told", async () => {
    noteSend(WISH);
    const at = shop([done("mine")], [refused("ACCOUNT_CHANGED")]);
    expect(await page()(at)).toEqual({ answer: refused("ACCOUNT_CHANGED") });
    expect(at.sent).toEqual([]);
  });

  it("of another account, or about another thing, is no concern of it", async () => {
    noteSend({ ...WISH, account: "somebody" });
    noteSend({ ...WISH, subject: "bowl" });
    const at = shop([done("mine")]);
    expect(await page()(at)).toEqual({ answer: done("mine") });
    expect(at.asked).toEqual([]);
  });

  it("uses the kept key where the shop can't be asked", async () => {
    const kept = noteSend(WISH);
    const at = shop([done("held")]);
    await sendOnce({ wish: WISH, own: { current: undefined }, post: at.post });
    expect(at.sent).toEqual([kept.key]);
  });
});

describe("what a key came to", () => {
  it("is nothing only when the shop has denied it twice, as the request may be on its way", async () => {
    const kept = noteSend(WISH);
    noteLife(kept, false);
    const at = shop([], [refused("ORDER_NOT_FOUND"), done("late")]);
    expect(await outcomeOf(kept, at.ask)).toEqual({ was: "done", data: "late" });
    const again = noteSend(WISH);
    noteLife(again, false);
    const denying = shop([], [refused("ORDER_NOT_FOUND"), refused("ORDER_NOT_FOUND")]);
    expect(await outcomeOf(again, denying.ask)).toEqual({ was: "undone" });
    expect(keysAbout(WISH)).toEqual([]);
  });

  it("stays open, and its key kept, when the shop can't be reached", async () => {
    const kept = noteSend(WISH);
    expect(await outcomeOf(kept, shop([]).ask)).toMatchObject({ was: "unknown" });
    expect(keysAbout(WISH)).toHaveLength(1);
  });

  it("is not asked of keys that are older than the shop's memory", () => {
    noteSend(WISH);
    vi.setSystemTime(Date.now() + 23 * 60 * 60_000 + 1);
    expect(keysAbout(WISH)).toEqual([]);
  });
});
