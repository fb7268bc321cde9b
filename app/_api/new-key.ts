const BYTES = 16;

/**
 * A key that nobody else makes. Not `crypto.randomUUID`, which browsers keep from pages over plain http, as
 * when a phone on the Wi-Fi opens the shop by the name of its machine.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
