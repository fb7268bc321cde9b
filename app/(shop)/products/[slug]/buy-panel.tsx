"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type FormEvent,
  lazy,
  type MouseEvent,
  type Ref,
  Suspense,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { flushSync } from "react-dom";
import { type AddOutcome, addToCart, buyNow } from "#app/_cart/actions.ts";
import { countOf, nameGuestCart } from "#app/_cart/cart-count.ts";
import { formOf, isAnswered } from "#app/_components/form-answer.ts";
import { useKeptFields } from "#app/_components/kept-fields.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Select } from "#app/_components/ui/select.tsx";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";
import { useTypedBefore } from "#app/_components/use-typed-before.ts";
import { whenOnline } from "#app/_components/when-online.ts";
import { useAvailability } from "#app/_live/use-live.ts";
import { checkoutPath } from "#lib/cart/line-text.ts";
import type { Product } from "#lib/catalog/schema.ts";
import { pendingOrder } from "../../checkout/pending-order.ts";
import { MiniCart } from "./mini-cart.tsx";
import { OpensIn, PhoneSum } from "./phone-bar.tsx";
import { useAccount } from "./use-account.ts";

const BuyHere = lazy(() => import("./buy-here.tsx").then((part) => ({ default: part.BuyHere })));

const QUANTITIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface BuyPanelProps {
  product: Pick<Product, "id" | "name" | "price" | "imageUrl" | "stock" | "saleStartsAt">;
  /** When the page was made. */
  now: number;
  looksSignedIn: boolean;
}

/**
 * Buy at once, or put it into the cart; both work as plain forms too. A signed-in shopper sees what it comes to,
 * and pays without leaving the page.
 */
export function BuyPanel({ product, now, looksSignedIn }: BuyPanelProps) {
  const { stock, saleStartsAt, isOpen } = useAvailability(product, now);
  const t = useTranslations("product");
  const [quantity, setQuantity] = useState(1);
  const [isPaying, setPaying] = useState(false);
  const account = useAccount(looksSignedIn);
  const router = useRouter();
  useEffect(() => {
    if (pendingOrder()) setPaying(true);
  }, []);
  const isStep = isPaying && Boolean(account);
  // What sells out meanwhile can't be chosen any more; an order that is being paid says so by itself.
  const wanted = isStep ? quantity : Math.min(quantity, Math.max(stock, 1));
  const buy = (event: MouseEvent) => {
    event.preventDefault();
    if (account) setPaying(true);
    else whenOnline(() => router.push(checkoutPath([{ productId: product.id, quantity: wanted }])));
  };
  const buyButton = useRef<HTMLButtonElement>(null);
  const back = () => {
    // Shown first, so that it can take the focus.
    flushSync(() => setPaying(false));
    buyButton.current?.focus();
  };
  return (
    // On a phone the forms make no boxes, so that the buttons stick to the bottom for the whole panel's length.
    <div className="gap-4 max-md:contents md:grid">
      <BuyForm
        product={product}
        stock={stock}
        opensAt={isOpen ? null : saleStartsAt}
        quantity={wanted}
        onQuantity={setQuantity}
        onBuy={buy}
        buyButton={buyButton}
        isHidden={isStep}
      />
      {account && (stock > 0 || isStep) ? (
        <Suspense fallback={<Skeleton className="h-44 w-full" />}>
          <BuyHere account={account} row={{ product, quantity: wanted }} isPaying={isStep} onBack={back} />
        </Suspense>
      ) : null}
      {account === null && stock > 0 ? <p className="text-sm text-soft">{t("signInFirst")}</p> : null}
    </div>
  );
}

interface BuyFormProps {
  product: BuyPanelProps["product"];
  stock: number;
  /** When its sale begins, where that is to come. */
  opensAt: string | null;
  quantity: number;
  onQuantity: (quantity: number) => void;
  onBuy: (event: MouseEvent) => void;
  buyButton: Ref<HTMLButtonElement>;
  isHidden: boolean;
}

function BuyForm({ product, stock, opensAt, quantity, isHidden, buyButton, ...on }: BuyFormProps) {
  const t = useTranslations("product");
  const common = useTranslations("common");
  const { add, submit, outcome, count, pending } = useAddToCart();
  const select = useTypedBefore<HTMLSelectElement>((chosen) => on.onQuantity(Number(chosen) || 1));
  const isClosed = opensAt !== null || stock === 0;
  const form = useRef<HTMLFormElement>(null);
  useKeptFields(form);
  return (
    <form
      ref={form}
      action={add}
      onSubmit={submit}
      className={isHidden ? "hidden" : "gap-3 max-md:contents md:grid"}
      // React would show the first quantity again while the chosen one is bought.
      onReset={(event) => event.preventDefault()}
    >
      <input type="hidden" name="productId" value={product.id} />
      <Field label={common("quantity")} className={stock === 0 ? "w-28 max-md:hidden" : "w-28"}>
        {(control) => (
          <Select
            {...control}
            ref={select}
            name="quantity"
            value={quantity}
            onChange={(event) => on.onQuantity(Number(event.target.value))}
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
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-3 [@media(height<30rem)]:static border-t border-line bg-canvas px-4 py-3 sm:-mx-6 sm:px-6 md:static md:mx-0 md:flex-wrap md:border-0 md:p-0">
        {opensAt ? <OpensIn at={opensAt} /> : null}
        {opensAt === null && stock > 0 ? <PhoneSum product={product} quantity={quantity} /> : null}
        <Button
          size="lg"
          className="flex-1"
          disabled={isClosed}
          type="submit"
          formAction={buyNow}
          onClick={on.onBuy}
          ref={buyButton}
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
      {outcome === "added" ? <MiniCart key={count} product={product} /> : null}
      {outcome === "full" ? <Notice tone="warn">{t("full")}</Notice> : null}
      {outcome === "lost" ? <Notice tone="bad">{common("lost")}</Notice> : null}
      {outcome === "no-cookies" ? <Notice tone="bad">{common("noCookies")}</Notice> : null}
    </form>
  );
}

type Told = AddOutcome | "lost" | "no-cookies" | null;

/**
 * Puts a product into the cart: as a plain form before and without JavaScript, else with an answer on the spot.
 * The page stays as it is when the shop is not reached, and nothing is called done that the browser did not keep.
 */
function useAddToCart() {
  const [answered, add, isAdding] = useActionState(addToCart, null);
  const [told, setTold] = useState<Told>(null);
  const [count, setCount] = useState(0);
  const [isAsking, startTransition] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = formOf(event);
    nameGuestCart();
    startTransition(async () => {
      let outcome: Told = null;
      const isDone = await isAnswered(
        addToCart(null, form).then((answer) => {
          outcome = answer === "added" && countOf(document.cookie) === 0 ? "no-cookies" : answer;
        }),
      );
      startTransition(() => {
        setTold(isDone ? outcome : "lost");
        setCount((times) => times + 1);
      });
    });
  };
  return { add, submit, outcome: told ?? answered, count, pending: isAdding || isAsking };
}
