import { type RefObject, useEffect } from "react";

const SLOT = "lockstep:fields";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Where people write and choose; what is hidden, ticked or secret is none of it. */
const CONTROLS =
  'input:is([type="text"], [type="number"], [type="search"], :not([type]))[name], select[name], textarea[name]';

const controlsOf = (root: ParentNode): Control[] => [...root.querySelectorAll<Control>(CONTROLS)];
const here = () => location.pathname + location.search;

/** Keeps what stands in this page's fields, for the page that comes instead of it. */
export function keepFields(): void {
  const fields = controlsOf(document).map(({ name, value }) => [name, value]);
  sessionStorage.setItem(SLOT, JSON.stringify({ page: here(), fields: Object.fromEntries(fields) }));
}

/** Gives a form back what was kept of it, once. */
export function useKeptFields(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const fields = takeFields();
    if (!fields || !form.current) return;
    for (const control of controlsOf(form.current)) {
      const value = fields[control.name];
      if (typeof value === "string" && value !== control.value) write(control, value);
    }
  }, [form]);
}

function takeFields(): Readonly<Record<string, unknown>> | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SLOT) ?? "null") as {
      page?: unknown;
      fields?: object;
    } | null;
    sessionStorage.removeItem(SLOT);
    return kept?.page === here() ? { ...kept.fields } : null;
  } catch {
    // Nothing can be kept in this browser, or what is there is not ours.
    return null;
  }
}

/** Writes as a person does, so that whoever listens takes it over. */
function write(control: Control, value: string): void {
  const before = control.value;
  const prototype: unknown = Object.getPrototypeOf(control);
  if (prototype && typeof prototype === "object") Reflect.set(prototype, "value", value, control);
  // A choice that there is no more leaves the field as it was.
  if (control.value !== value) control.value = before;
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}
