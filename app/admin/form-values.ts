import { instantAtShop } from "#lib/values/shop-time.ts";
import { wonOf } from "#lib/values/whole-number.ts";

/** The text of a form's field. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** A number that was typed; nothing when nothing was. What is no whole number stays text, for the schema to refuse. */
export function numberOf(form: FormData, name: string): number | string | undefined {
  const text = textOf(form, name);
  if (text === "") return undefined;
  return wonOf(text) ?? text;
}

/** A time of the shop's clock as an instant; nothing when nothing was typed. What is no time stays text. */
export function instantOf(form: FormData, name: string): string | undefined {
  const text = textOf(form, name);
  return text === "" ? undefined : (instantAtShop(text) ?? text);
}

/** An object of only the fields that are named. */
export function pick<T extends object>(all: T, names: ReadonlySet<string>): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name))) as Partial<T>;
}
