"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { addToCart, buyNow } from "#app/_cart/actions.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field, Select } from "#app/_components/ui/field.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { type Shelf, useShelf } from "#app/_live/use-live.ts";

const QUANTITIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface BuyPanelProps {
  product: Shelf;
  /** When the page was made. */
  now: number;
}

/** Buy at once, or put it into the cart; both work as plain forms too. */
export function BuyPanel({ product, now }: BuyPanelProps) {
  const { stock, isOpen } = useShelf(product, now);
  const t = useTranslations("product");
  const common = useTranslations("common");
  const [added, add, pending] = useActionState(addToCart, false);
  const closed = !isOpen || stock === 0;
  return (
    <form action={add} className="grid gap-3">
      <input type="hidden" name="productId" value={product.id} />
      <Field label={common("quantity")} className="w-28">
        {(control) => (
          <Select {...control} name="quantity" defaultValue={1} disabled={closed}>
            {QUANTITIES.filter((count) => count === 1 || count <= stock).map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button size="lg" className="flex-1" disabled={closed} type="submit" formAction={buyNow}>
          {stock === 0 ? t("soldOut") : t("buyNow")}
        </Button>
        <Button
          type="submit"
          size="lg"
          variant="secondary"
          className="flex-1"
          disabled={closed}
          pending={pending}
        >
          {t("addToCart")}
        </Button>
      </div>
      {added ? (
        <Notice tone="good">
          {t("added")}{" "}
          <Link href="/cart" className="font-medium underline underline-offset-4">
            {t("toCart")}
          </Link>
        </Notice>
      ) : null}
    </form>
  );
}
