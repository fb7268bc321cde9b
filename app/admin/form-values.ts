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

/** A time of the browser's clock as an instant; nothing when nothing was typed. */
export function instantOf(form: FormData, name: string): string | undefined {
  const time = new Date(textOf(form, name));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

/** An instant as a field for local time takes it. */
export function localTime(iso: string | null): string {
  if (!iso) return "";
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
