import { MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import { wholeNumberOf } from "#lib/values/whole-number.ts";

/** What the cart's form asks beside the typed quantities, by the button that was pressed. */
export type CartAct =
  | { readonly kind: "step"; readonly productId: string; readonly step: number }
  | { readonly kind: "set"; readonly productId: string; readonly quantity: number }
  | { readonly kind: "put"; readonly productId: string; readonly quantity: number };

/** The names of a line's fields: what is typed, and what stood there when it was shown. */
export const quantityField = (productId: string) => `quantity:${productId}`;
export const shownField = (productId: string) => `shown:${productId}`;

/** The values of the buttons. */
export const stepValue = (productId: string, step: 1 | -1) => `step:${productId}:${step}`;
export const removeValue = (productId: string) => `set:${productId}:0`;
export const putBackValue = (productId: string, quantity: number) => `put:${productId}:${quantity}`;

const ACT = /^(step|set|put):([A-Za-z0-9_-]{1,64}):(-?\d{1,4})$/;
const QUANTITY = /^quantity:([A-Za-z0-9_-]{1,64})$/;

/** The button that was pressed, if it is one of the cart's. */
export function actOf(form: FormData): CartAct | null {
  const [, kind, productId = "", number = ""] = ACT.exec(text(form, "act")) ?? [];
  const amount = Number(number);
  if (kind === "step" && Math.abs(amount) <= MAX_QUANTITY) return { kind, productId, step: amount };
  const isQuantity = amount >= 0 && amount <= MAX_QUANTITY;
  if ((kind === "set" || kind === "put") && isQuantity) return { kind, productId, quantity: amount };
  return null;
}

/**
 * The quantities that were typed: those that are other ones than stood there, so that what another tab has changed
 * stays. An emptied field, and what is no quantity, changes nothing.
 */
export function typedQuantities(form: FormData): { productId: string; quantity: number }[] {
  return [...form.keys()].flatMap((name) => {
    const [, productId] = QUANTITY.exec(name) ?? [];
    if (!productId) return [];
    const quantity = wholeNumberOf(text(form, name));
    const shown = Number(text(form, shownField(productId)));
    if (quantity === null || quantity < 0 || quantity === shown) return [];
    return [{ productId, quantity: Math.min(quantity, MAX_QUANTITY) }];
  });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
