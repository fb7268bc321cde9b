/** An order's id as people read it out: its last eight letters, which differ where the time of two orders does not. */
export function orderNumber(id: string): string {
  const letters = id
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(-8)
    .toUpperCase();
  return letters.length > 4 ? `${letters.slice(0, -4)}-${letters.slice(-4)}` : letters;
}
