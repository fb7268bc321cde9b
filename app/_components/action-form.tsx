"use client";

import { unstable_rethrow } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type ComponentProps,
  type FormEvent,
  startTransition,
  useLayoutEffect,
  useRef,
  useState,
} from "react";

interface ActionFormProps extends ComponentProps<"form"> {
  action: (form: FormData) => Promise<void>;
}

/**
 * A form of a server action that works without JavaScript too. When the shop isn't reached, or is busy, the page
 * and what was typed stay, and the form says so; React's own way would put an error in the page's place.
 */
export function ActionForm({ action, children, ...props }: ActionFormProps) {
  const t = useTranslations("common");
  const [isLost, setLost] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const form = element.current;
    return () => {
      // The form goes with what it has removed: the focus stays in the page's content.
      if (!form?.contains(document.activeElement)) return;
      setTimeout(() => document.getElementById("content")?.focus({ preventScroll: true }));
    };
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = formOf(event);
    startTransition(async () => {
      const isDone = await isAnswered(action(form));
      startTransition(() => setLost(!isDone));
    });
  };
  return (
    <form {...props} ref={element} action={action} onSubmit={submit}>
      {children}
      {isLost ? (
        <p role="alert" className="basis-full text-sm text-bad">
          {t("lost")}
        </p>
      ) : null}
    </form>
  );
}

/** What a form holds, with the button that sent it. */
export function formOf(event: FormEvent<HTMLFormElement>): FormData {
  const { submitter } = event.nativeEvent as SubmitEvent;
  return new FormData(event.currentTarget, submitter);
}

/** Whether a server action came to its end; false when the shop was not reached, or could not do it now. */
export async function isAnswered(action: Promise<void>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    // A redirect travels as an error.
    unstable_rethrow(error);
    return false;
  }
}
