import { shownField } from "#app/_cart/cart-form-data.ts";

/** What stood in each quantity field when the form was sent last, by the field's name. */
export type TypedQuantities = Map<string, string>;

function quantityInputs(form: HTMLFormElement): { input: HTMLInputElement; shown: HTMLInputElement }[] {
  return [...form.elements].flatMap((input) => {
    if (!(input instanceof HTMLInputElement) || !input.name.startsWith("quantity:")) return [];
    const shown = form.elements.namedItem(shownField(input.name.slice("quantity:".length)));
    return shown instanceof HTMLInputElement ? [{ input, shown }] : [];
  });
}

/** Counts what stands in the fields as sent, so that the next press does not send it once more. */
export function takeTyped(form: HTMLFormElement, sent: TypedQuantities): void {
  for (const { input, shown } of quantityInputs(form)) {
    sent.set(input.name, input.value);
    if (input.value.trim() !== "") shown.value = input.value;
  }
}

/** Shows what the cart holds now, but in a field that was typed into since. */
export function syncQuantities(form: HTMLFormElement, sent: TypedQuantities): void {
  for (const { input, shown } of quantityInputs(form)) {
    const wasSent = sent.get(input.name);
    if (wasSent === undefined || input.value === wasSent) input.value = input.defaultValue;
    shown.value = input.defaultValue;
  }
  sent.clear();
}

/** Counts what stands in the fields as typed again: it did not reach the shop. */
export function giveBackTyped(form: HTMLFormElement, sent: TypedQuantities): void {
  for (const { input, shown } of quantityInputs(form)) shown.value = input.defaultValue;
  sent.clear();
}

/** Whether a quantity stands in a field that was not sent. */
export const isTyped = (form: HTMLFormElement): boolean =>
  quantityInputs(form).some(({ input, shown }) => input.value !== shown.value);
