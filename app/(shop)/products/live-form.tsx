"use client";

import { useRouter } from "next/navigation";
import {
  type FormEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useTransition,
} from "react";
import { whenOnline } from "#app/_components/when-online.ts";
import { WorkBar } from "#app/_components/work-bar.tsx";

/** So long a pause in typing counts as the end of a word. */
const PAUSE_MS = 250;

interface LiveFormProps {
  action: string;
  /** What the page shows now, by the names of the controls. */
  shown: Readonly<Record<string, string>>;
  className?: string;
  children: ReactNode;
}

/** A search form that asks as its controls change. Without JavaScript it is a plain form with its button. */
export function LiveForm({ action, shown, className, children }: LiveFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isAtWork = useRef(false);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    // A reader that leaves by a link wants that page, not the search that was about to begin.
    const leave = (event: Event) => {
      if (event.target instanceof Element && event.target.closest("a")) clearTimeout(timer.current);
    };
    document.addEventListener("click", leave);
    return () => {
      document.removeEventListener("click", leave);
      clearTimeout(timer.current);
    };
  }, []);
  const agree = useEffectEvent(() => {
    if (!form.current) return;
    // What was typed or chosen before this page began to work is asked for, not taken away.
    if (!isAtWork.current && isChanged(form.current, shown)) ask();
    else showIn(form.current, shown);
    isAtWork.current = true;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what the page shows
  useEffect(() => agree(), [shown]);
  const ask = () => {
    clearTimeout(timer.current);
    const current = form.current;
    if (!current?.reportValidity()) return;
    const address = `${action}${searchOf(current)}`;
    whenOnline(() => startTransition(() => router.replace(address, { scroll: false })));
  };
  const change = (event: FormEvent<HTMLFormElement>) => {
    clearTimeout(timer.current);
    // Letters of a syllable that is still being composed are no word; its end is told too.
    if ("isComposing" in event.nativeEvent && event.nativeEvent.isComposing) return;
    const isTyped = event.target instanceof HTMLInputElement && event.target.type !== "checkbox";
    if (isTyped) timer.current = setTimeout(ask, PAUSE_MS);
    else ask();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask();
  };
  /** A link in the form sets one of its values: what is typed beside it goes along. */
  const follow = (event: MouseEvent<HTMLFormElement>) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-name]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const control = form.current?.elements.namedItem(link.dataset["name"] ?? "");
    if (!(control instanceof HTMLInputElement)) return;
    event.preventDefault();
    control.value = link.dataset["value"] ?? "";
    ask();
  };
  return (
    <form
      ref={form}
      action={action}
      className={className}
      aria-busy={pending}
      onInput={change}
      onCompositionEnd={change}
      onSubmit={submit}
      onClickCapture={follow}
    >
      {pending ? <WorkBar /> : null}
      {children}
    </form>
  );
}

/** The controls' values as a query string; what is empty is left out. */
function searchOf(form: HTMLFormElement): string {
  const search = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") search.set(name, value.trim());
  }
  return search.size > 0 ? `?${search}` : "";
}

/** Whether a control says something else than the page shows. */
function isChanged(form: HTMLFormElement, shown: Readonly<Record<string, string>>): boolean {
  const data = new FormData(form);
  return Object.entries(shown).some(
    ([name, value]) => form.elements.namedItem(name) !== null && (data.get(name) ?? "") !== value,
  );
}

/** Brings the controls to what the page shows, but never the one that is being typed into. */
function showIn(form: HTMLFormElement, shown: Readonly<Record<string, string>>): void {
  for (const control of form.elements) {
    if (control === document.activeElement) continue;
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = shown[control.name] === control.value;
    } else if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
      control.value = shown[control.name] ?? "";
    }
  }
}
