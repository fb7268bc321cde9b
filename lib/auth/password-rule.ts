import { DomainError } from "#lib/errors.ts";

/** What stands in a common password instead of a letter. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};
/** Keys beside each other, and letters and digits in their order. */
const ROWS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
/** What the list lacks: the shop's name, and what is tried first in Korea, as letters and as keys of a Latin keyboard. */
const TRIED_HERE = [
  "lockstep",
  ..."비밀번호 사랑해요 안녕하세요 대한민국 ㅁㄴㅇㄹ ㅂㅈㄷㄱ".normalize("NFKC").split(" "),
  ..."qlalfqjsgh tkfkdgo tkfkdgody dkssud dkssudgktpdy eogksalsrnr".split(" "),
];
const FEWEST_CHARACTERS = 4;
/** A date or a telephone number has fewer digits. */
const FEWEST_DIGITS = 12;

let common: Promise<ReadonlySet<string>> | undefined;

/** The 49,000 passwords that are tried first, loaded when the first password is chosen. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set([...dictionary["passwords-common"], ...TRIED_HERE]),
  );
  return common;
}

/**
 * Refuses a password that somebody would guess within a few tries: common ones, also with capitals, digits around
 * them or look-alikes in them, runs of keys, and what is known of its owner.
 * @throws DomainError VALIDATION, reason PASSWORD_TOO_COMMON
 */
export async function refuseGuessable(
  password: string,
  owner: { readonly email: string; readonly name: string },
): Promise<void> {
  const list = await commonPasswords();
  const forms = formsOf(password);
  const isGuessable = isPattern(password) || forms.some((form) => list.has(form)) || tellsOwner(forms, owner);
  if (!isGuessable) return;
  const message = "Too easy to guess: choose another.";
  throw new DomainError("VALIDATION", `password: ${message}`, {
    reason: "PASSWORD_TOO_COMMON",
    errors: [{ path: "password", message }],
  });
}

/** What a password is once decoration is taken off, in the ways in which people decorate. */
function formsOf(password: string): string[] {
  const plain = password.normalize("NFKC").toLowerCase().trim();
  const bare = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const unsigned = plain.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const letters = (text: string) =>
    Array.from(text)
      .map((one) => LOOKALIKES[one] ?? one)
      .join("");
  const spelled = [
    plain,
    unsigned,
    bare,
    letters(plain),
    letters(bare),
    letters(plain.replace(/\d+$|\W+$/g, "")),
  ];
  const forms = spelled.flatMap((form) => [form, form.replace(/[\s._-]+/g, ""), unitOf(form)]);
  return [...new Set(forms.flatMap((form) => [form, Array.from(form).reverse().join("")]))].filter(
    (form) => form.length >= FEWEST_CHARACTERS,
  );
}

/** What a text repeats: "hunter2" of "hunter2hunter2". */
function unitOf(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, at);
}

/** Few different characters, digits alone, or a walk along a row of keys. */
function isPattern(password: string): boolean {
  const text = password.toLowerCase();
  const isFew = new Set(text.replace(/\s/g, "")).size < FEWEST_CHARACTERS;
  const isNumber = /^[\d\s.,/+-]+$/.test(text) && text.replace(/\D/g, "").length < FEWEST_DIGITS;
  const backwards = Array.from(text).reverse().join("");
  return (
    isFew ||
    isNumber ||
    ROWS.some((row) => `${row}${row}`.includes(text) || `${row}${row}`.includes(backwards))
  );
}

/** The owner's address, its parts, or the name, with little or nothing else. */
function tellsOwner(forms: readonly string[], { email, name }: { email: string; name: string }): boolean {
  const address = email.toLowerCase();
  const [local = "", domain = ""] = address.split("@");
  const known = [
    local,
    local.replace(/\W/g, ""),
    local.split("+")[0] ?? "",
    domain,
    domain.split(".")[0] ?? "",
  ];
  const names = name.toLowerCase().split(/\s+/);
  const words = [...known, name.toLowerCase(), names.join(""), names.reverse().join("")];
  const isKnown = new Set([address, ...words]);
  return forms.some((form) => isKnown.has(form) || form.includes(address) || form.startsWith(`${local}@`));
}
