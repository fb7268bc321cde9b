const BASE = "https://shop.invalid";
/** Spaces and what browsers drop or turn into a slash, so that one address means the same to everybody. */
const AMBIGUOUS = /[\s\\\p{Cc}\p{Cf}\p{Surrogate}]/u;

/**
 * Whether an address can be a product's picture: a path of this site, or a whole https address with a host that has
 * a name. What is stored is checked again when it is shown, since older rows were not.
 */
export function isPictureAddress(address: string): boolean {
  if (AMBIGUOUS.test(address) || !URL.canParse(address, BASE)) return false;
  const { origin, protocol, hostname, username, password } = new URL(address, BASE);
  if (address.startsWith("/")) return origin === BASE;
  if (!/^https:\/\/[^/]/.test(address) || protocol !== "https:") return false;
  return hostname !== "" && username === "" && password === "";
}

/** The address of a picture, or null where there is none that can be shown. */
export const pictureAddress = (stored: string | null): string | null =>
  stored !== null && isPictureAddress(stored) ? stored : null;
