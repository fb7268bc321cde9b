import { instantAtShop, shopClock } from "#lib/values/shop-time.ts";
import { wonOf } from "#lib/values/whole-number.ts";

/** What stands in the fields of a form, by their names. */
export type Texts = Readonly<Record<string, string>>;

/** A field whose row was changed by somebody else while the form was open. */
export interface MovedField {
  readonly name: string;
  readonly was: string;
  readonly now: string;
  /** What was typed here, when it is something else than what stands there now. */
  readonly typed: string | null;
}

/** What stands in a form now. A field that is turned off is not there; a time or a number is in its shortest text. */
export function textsIn(form: HTMLFormElement): Texts {
  const texts: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") texts[name] = shortest(form.elements.namedItem(name), value.trim());
  }
  return texts;
}

/** One time has several texts, as a browser may write seconds that are 0; and one number, as people group it. */
function shortest(control: unknown, text: string): string {
  if (!(control instanceof HTMLInputElement)) return text;
  if (control.type === "datetime-local") return shopClock(instantAtShop(text));
  return control.inputMode === "numeric" ? (wonOf(text)?.toString() ?? text) : text;
}

/** The fields that were changed, in the form's order. */
export const changedFields = (before: Texts, typed: Texts): string[] =>
  Object.keys(typed).filter((name) => typed[name] !== (before[name] ?? ""));

/**
 * Brings what was typed onto a newer state of its row: a field that was not touched shows what stands there now,
 * one that was typed into keeps what was typed.
 */
export function onto(before: Texts, now: Texts, typed: Texts): { texts: Texts; moved: MovedField[] } {
  const touched = new Set(changedFields(before, typed));
  const texts: Record<string, string> = {};
  const moved: MovedField[] = [];
  for (const name of Object.keys(typed)) {
    const text = typed[name] ?? "";
    const [was, is] = [before[name] ?? "", now[name] ?? ""];
    texts[name] = touched.has(name) ? text : is;
    if (was !== is) moved.push({ name, was, now: is, typed: touched.has(name) && text !== is ? text : null });
  }
  return { texts, moved };
}

/** Writes texts into the fields of a form. */
export function showTexts(form: HTMLFormElement, texts: Texts): void {
  for (const control of form.elements) {
    const isField =
      control instanceof HTMLInputElement ||
      control instanceof HTMLTextAreaElement ||
      control instanceof HTMLSelectElement;
    const text = isField ? texts[control.name] : undefined;
    if (isField && text !== undefined && control.value !== text) control.value = text;
  }
}
