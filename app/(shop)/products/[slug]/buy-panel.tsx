"use client";

import { useTranslations } from "next-intl";
import { lazy, type MouseEvent, Suspense, useActionState, useEffect, useState } from "react";
import { addToCart, buyNow } from "#app/_cart/actions.ts";
import Link from "#app/_components/link.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";
import { useShelf } from "#app/_live/use-live.ts";
import type { Product } from "#lib/catalog/schema.ts";
import { isOrderAtWork } from "../../checkout/at-work.ts";
import { useSignedIn } from "./use-signed-in.ts";

const BuyHere = lazy(() => import("./buy-here.tsx").then((part) => ({ default: part.BuyHere })));

const QUANTITIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface BuyPanelProps {
  product: Pick<Product, "id" | "name" | "price" | "imageUrl" | "stock" | "saleStartsAt">;
  /** When the page was made. */
  now: number;
  looksSignedIn: boolean;
}

/**
 * Buy at once, or put it into the cart; both work as plain forms too. Who is signed in sees what it comes to,
 * and pays without leaving the page.
 */
export function BuyPanel({ product, now, looksSignedIn }: BuyPanelProps) {
  const { stock, isOpen } = useShelf(product, now);
  const t = useTranslations("product");
  const [quantity, setQuantity] = useState(1);
  const [isPaying, setPaying] = useState(false);
  const isSignedIn = useSignedIn(looksSignedIn);
  useEffect(() => {
    if (isOrderAtWork()) setPaying(true);
  }, []);
  const buyHere = (event: MouseEvent) => {
    if (!isSignedIn) return;
    event.preventDefault();
    setPaying(true);
  };
  const isStep = isPaying && isSignedIn === true;
  // What sells out meanwhile can't be chosen any more; an order that is being paid says so by itself.
  const wanted = isStep ? quantity : Math.min(quantity, Math.max(stock, 1));
  return (
    // On a phone the forms make no boxes, so that the buttons stick to the bottom for the whole panel's length.
    <div className="gap-4 max-md:contents md:grid">
      <BuyForm
        productId={product.id}
        stock={stock}
        isOpen={isOpen}
        quantity={wanted}
        onQuantity={setQuantity}
        onBuy={buyHere}
        isHidden={isStep}
      />
      {isSignedIn && (stock > 0 || isStep) ? (
        <Suspense fallback={<Skeleton className="h-44 w-full" />}>
          <BuyHere row={{ product, quantity: wanted }} isPaying={isStep} onBack={() => setPaying(false)} />
        </Suspense>
      ) : null}
      {isSignedIn === false && stock > 0 ? <p className="text-sm text-soft">{t("signInFirst")}</p> : null}
    </div>
  );
}

interface BuyFormProps {
  productId: string;
  stock: number;
  isOpen: boolean;
  quantity: number;
  onQuantity: (quantity: number) => void;
  onBuy: (event: MouseEvent) => void;
  isHidden: boolean;
}

function BuyForm({ productId, stock, isOpen, quantity, onQuantity, onBuy, isHidden }: BuyFormProps) {
  const t = useTranslations("product");
  const common = useTranslations("common");
  const [outcome, add, pending] = useActionState(addToCart, null);
  const isClosed = !isOpen || stock === 0;
  return (
    <form action={add} className={isHidden ? "hidden" : "gap-3 max-md:contents md:grid"}>
      <input type="hidden" name="productId" value={productId} />
      <Field label={common("quantity")} className="w-28">
        {(control) => (
          <Select
            {...control}
            name="quantity"
            value={quantity}
            onChange={(event) => onQuantity(Number(event.target.value))}
            disabled={isClosed}
          >
            {QUANTITIES.filter((count) => count === 1 || count <= stock).map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="sticky bottom-0 z-10 -mx-4 flex gap-3 border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 md:static md:mx-0 md:flex-wrap md:border-0 md:p-0">
        <Button
          size="lg"
          className="flex-1"
          disabled={isClosed}
          type="submit"
          formAction={buyNow}
          onClick={onBuy}
        >
          {stock === 0 ? t("soldOut") : t("buyNow")}
        </Button>
        {stock === 0 ? null : (
          <Button
            type="submit"
            size="lg"
            variant="secondary"
            className="flex-1"
            disabled={isClosed}
            pending={pending}
          >
            {t("addToCart")}
          </Button>
        )}
      </div>
      {outcome === "added" ? (
        <Notice tone="good">
          {t("added")}{" "}
          <Link href="/cart" className="font-medium underline underline-offset-4">
            {t("toCart")}
          </Link>
        </Notice>
      ) : null}
      {outcome === "full" ? <Notice tone="warn">{t("full")}</Notice> : null}
    </form>
  );
}
