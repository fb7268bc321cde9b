"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState, useEffect, useRef, useState } from "react";
import { type CartChange, changeCart } from "#app/_cart/actions.ts";
import { putBackValue } from "#app/_cart/cart-form-data.ts";
import { isAnswered } from "#app/_components/form-answer.ts";
import { useKeptFields } from "#app/_components/kept-fields.ts";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { isolated } from "#lib/values/isolated.ts";
import { giveBackTyped, syncQuantities, type TypedQuantities, takeTyped } from "./typed-quantities.ts";

/**
 * The cart as one form: whatever button is pressed, the quantities that were typed count. It works as it stands,
 * before and without JavaScript.
 */
export function CartForm({ children }: { children: ReactNode }) {
  const t = useTranslations("cart");
  const common = useTranslations("common");
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef<TypedQuantities>(new Map());
  const { change, hasFailed, act, pending } = useCartChange();
  useKeptFields(form);
  useEffect(() => {
    if (!form.current || change === null || pending) return;
    (hasFailed ? giveBackTyped : syncQuantities)(form.current, sent.current);
    // The button went with the line that it has removed: the focus stays in the page's content.
    if (document.activeElement === document.body)
      document.getElementById("content")?.focus({ preventScroll: true });
  }, [change, hasFailed, pending]);
  const send = () => {
    const element = form.current;
    // After the form's data is read: what is sent now is not typed any more for the next press.
    if (element) queueMicrotask(() => takeTyped(element, sent.current));
  };
  return (
    <form
      ref={form}
      action={act}
      aria-busy={pending}
      className="grid gap-6"
      onSubmit={send}
      // React would put back what stood there first, over what was typed meanwhile.
      onReset={(event) => event.preventDefault()}
      onBlur={({ target }) => {
        if (!(target instanceof HTMLInputElement) || !target.name.startsWith("quantity:")) return;
        if (target.value.trim() === "") target.value = target.defaultValue;
        else if (target.value !== shownBeside(target)) form.current?.requestSubmit();
      }}
    >
      {/* What Enter presses in a quantity; nobody needs to see or reach it. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only">
        {t("update")}
      </button>
      {hasFailed ? <Notice tone="bad">{common("lost")}</Notice> : null}
      {pending ? null : <Removed lines={change?.removed ?? []} />}
      {children}
    </form>
  );
}

const shownBeside = (input: HTMLInputElement): string =>
  (input.parentElement?.querySelector<HTMLInputElement>('input[type="hidden"]') ?? input).value;

/** The last change of the cart. A shop that is not reached is said; it takes no page away. */
function useCartChange() {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const [state, act, pending] = useActionState(isReady ? changeOrFail : changeCart, null);
  const hasFailed = state !== null && "hasFailed" in state;
  return { change: state, hasFailed, act, pending };
}

interface Failed extends CartChange {
  readonly hasFailed: true;
}

async function changeOrFail(before: CartChange | null, form: FormData): Promise<CartChange | Failed> {
  let change: CartChange = { removed: [] };
  const isDone = await isAnswered(
    changeCart(before, form).then((answer) => {
      change = answer;
    }),
  );
  return isDone ? change : { ...change, hasFailed: true };
}

function Removed({ lines }: { lines: CartChange["removed"] }) {
  const t = useTranslations("cart");
  if (lines.length === 0) return null;
  return (
    <div role="status" className="grid gap-2">
      {lines.map(({ productId, quantity, name: own }) => {
        const name = isolated(own ?? t("product"));
        return (
          <p
            key={productId}
            className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-4 text-sm"
          >
            {t("removed", { name })}
            <button
              type="submit"
              name="act"
              value={putBackValue(productId, quantity)}
              aria-label={t("undoNamed", { name })}
              className={buttonStyle({ variant: "ghost", size: "sm" })}
            >
              {t("undo")}
            </button>
          </p>
        );
      })}
    </div>
  );
}
