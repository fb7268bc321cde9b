import { keepText, keptNames, keptText } from "./browser-storage.ts";
import { newKey } from "./new-key.ts";

/** Something that a shopper wants done once. */
export interface Wish {
  readonly flow: "checkout" | "top-up" | "claim";
  /** Whose wish it is. */
  readonly account: string;
  /** What it is about: of the wishes about one thing, an earlier one is settled before the next is sent. */
  readonly subject: string;
  readonly body: unknown;
}

/** The key of a wish whose outcome has not been shown. */
export interface KeptKey {
  readonly key: string;
  readonly name: string;
  readonly body: string;
  /** How many requests were sent with it, and when the last one was. */
  readonly sends: number;
  readonly at: number;
  /** Until then a page is at work with it. */
  readonly liveUntil: number;
}

/** The shop keeps answers for 24 hours; a key that is older would find nothing. */
const KEY_MS = 23 * 60 * 60_000;
/** So long after its last word a page counts as at work. */
export const LIVE_MS = 6_000;

const PREFIX = "lockstep.key";
const scopeOf = ({ flow, account, subject }: Omit<Wish, "body">) =>
  `${PREFIX}:${flow}:${account}:${subject}:`;

/** The keys of all open wishes about one thing. */
export const keysAbout = (wish: Omit<Wish, "body">): KeptKey[] => keysUnder(scopeOf(wish));

/** The keys of all open wishes of a flow and account. */
export const keysOf = (flow: Wish["flow"], account: string): KeptKey[] =>
  keysUnder(`${PREFIX}:${flow}:${account}:`);

function keysUnder(prefix: string): KeptKey[] {
  return keptNames(prefix).flatMap((name) => {
    const kept = readKey(name);
    if (kept && Date.now() - kept.at < KEY_MS) return [kept];
    keepText(name, null);
    return [];
  });
}

/** The key as it is kept now; another page may have ended it. */
export function readKey(name: string): KeptKey | null {
  try {
    const kept = JSON.parse(keptText(name) ?? "null") as Partial<KeptKey> | null;
    const { key, body, sends, at, liveUntil } = kept ?? {};
    if (typeof key !== "string" || typeof body !== "string") return null;
    return {
      key,
      name,
      body,
      sends: Number(sends) || 1,
      at: Number(at) || 0,
      liveUntil: Number(liveUntil) || 0,
    };
  } catch {
    return null;
  }
}

/** Notes that a request of this wish goes out: with the key that is kept for it, else with `key` or a new one. */
export function noteSend(wish: Wish, key?: string): KeptKey {
  const body = JSON.stringify(wish.body);
  const name = scopeOf(wish) + body;
  const before = readKey(name);
  const isSame = before !== null && (key === undefined || before.key === key);
  const now = Date.now();
  const kept = {
    key: isSame ? before.key : (key ?? newKey()),
    name,
    body,
    sends: isSame ? before.sends + 1 : 1,
    at: now,
    liveUntil: now + LIVE_MS,
  };
  keepText(name, JSON.stringify(kept));
  return kept;
}

/** Says that this page is still at work with a key, or no longer. */
export function noteLife(kept: KeptKey, isLive: boolean): void {
  const now = readKey(kept.name);
  if (now?.key !== kept.key) return;
  keepText(kept.name, JSON.stringify({ ...now, liveUntil: isLive ? Date.now() + LIVE_MS : 0 }));
}

/** The outcome has been shown, or there is none: the next wish is another one. */
export function endKey(kept: KeptKey): void {
  if (readKey(kept.name)?.key === kept.key) keepText(kept.name, null);
}
