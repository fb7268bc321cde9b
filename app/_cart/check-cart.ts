import { pageLocale } from "#app/_i18n/page-locale.ts";
import { getCartProducts } from "#lib/catalog/queries.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { type CheckedLine, checkLine } from "./check-line.ts";
import { readCart } from "./read-cart.ts";

/** The cart, held against what the shop can sell now. */
export async function checkCart(): Promise<CheckedLine[]> {
  const [cart, locale] = await Promise.all([readCart(), pageLocale()]);
  const products = await getCartProducts(
    cart.map(({ productId }) => productId),
    locale,
  );
  const now = Date.now();
  return cart.flatMap(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId);
    return product ? [checkLine(product, quantity, now)] : [];
  });
}

/** What of the cart can be bought now. */
export const sellable = (lines: readonly CheckedLine[]): CartLine[] =>
  lines.flatMap(({ product, quantity }) => (quantity > 0 ? [{ productId: product.id, quantity }] : []));
