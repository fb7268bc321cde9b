/** Revised Romanization of Hangul, letter by letter: how a syllable begins, what it turns on, how it ends. */
const INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");

const FIRST_SYLLABLE = 0xac00;
const MAX_SLUG = 48;
/** Paths below /products and /api/products that are routes of their own. */
const RESERVED = ["popular"];
/** What an id looks like: a product is found by either, and a name must not lead to another product. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Letters that no decomposition turns into ASCII. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};

function romanised(syllable: string): string {
  const at = syllable.charCodeAt(0) - FIRST_SYLLABLE;
  const [vowels, finals] = [VOWELS.length, FINALS.length];
  const initial = INITIALS[Math.floor(at / (vowels * finals))] ?? "";
  return `${initial}${VOWELS[Math.floor(at / finals) % vowels] ?? ""}${FINALS[at % finals] ?? ""}`;
}

/**
 * A name as a readable part of an address: small Latin letters, digits and hyphens, Hangul romanised. With
 * the end of the id where nothing of the name can be written so, or where it is a route's name or like an id.
 */
export function slugOf(name: string, id: string): string {
  const slug = name
    .normalize("NFKC")
    .replace(/[가-힣]/g, romanised)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? "")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, "");
  if (slug === "") return withEndOf(id, "product");
  return RESERVED.includes(slug) || ID.test(slug) ? withEndOf(id, slug) : slug;
}

/** The same slug for a second product of that name; no third one can have this id's end. */
export const withEndOf = (id: string, slug: string): string => `${slug}-${id.slice(-12)}`;
