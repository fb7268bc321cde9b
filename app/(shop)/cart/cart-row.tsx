import { Minus, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { quantityField, removeValue, shownField, stepValue } from "#app/_cart/cart-form-data.ts";
import type { CheckedLine } from "#app/_cart/check-line.ts";
import { useDateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { LivePrice, LiveSum } from "#app/_components/live-price.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { NumberInput } from "#app/_components/ui/input.tsx";
import { MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import { isolated } from "#lib/values/isolated.ts";

/** One product of the cart, in its form. */
export function CartRow({ line }: { line: CheckedLine }) {
  const { product, quantity, change } = line;
  return (
    <li className="grid grid-cols-[5rem_minmax(0,1fr)_auto] gap-x-4 gap-y-3 py-5 sm:grid-cols-[6rem_minmax(0,1fr)_auto]">
      <ProductPicture
        imageUrl={product.imageUrl}
        alt=""
        className={change === "gone" ? "opacity-60 saturate-50" : ""}
      />
      <div className="grid content-start justify-items-start gap-1.5">
        <Link href={`/products/${product.slug}`} className="font-medium underline-offset-4 hover:underline">
          {product.name}
        </Link>
        <p className="flex flex-wrap gap-x-2 text-sm text-soft">
          <LivePrice product={{ id: product.id, price: product.price }} />
        </p>
        <Change line={line} />
      </div>
      <p className="text-right font-medium">
        <LiveSum lines={[{ product: { id: product.id, price: product.price }, quantity }]} />
      </p>
      <div className="col-span-2 col-start-2 flex flex-wrap items-center justify-between gap-2">
        {quantity > 0 ? <Quantity line={line} /> : <span />}
        <Remove line={line} />
      </div>
    </li>
  );
}

function Quantity({ line: { product, wanted, quantity } }: { line: CheckedLine }) {
  const t = useTranslations("cart");
  const { id, stock } = product;
  const name = isolated(product.name);
  return (
    <div className="inline-flex rounded-md border border-strong-line/60 bg-surface focus-within:border-strong-line">
      <Step value={stepValue(id, -1)} label={t("fewerOf", { name })}>
        <Minus aria-hidden />
      </Step>
      <span>
        <input type="hidden" name={shownField(id)} defaultValue={quantity} />
        <NumberInput
          name={quantityField(id)}
          defaultValue={quantity}
          aria-label={t("quantityOf", { name })}
          className="w-12! rounded-none border-0! bg-transparent px-1! text-center font-medium tabular-nums"
        />
      </span>
      <Step
        value={stepValue(id, 1)}
        label={t("moreOf", { name })}
        isDisabled={Math.max(wanted, quantity) >= Math.min(stock, MAX_QUANTITY)}
      >
        <Plus aria-hidden />
      </Step>
    </div>
  );
}

interface StepProps {
  value: string;
  label: string;
  isDisabled?: boolean;
  children: ReactNode;
}

function Step({ value, label, isDisabled = false, children }: StepProps) {
  return (
    <button
      type="submit"
      name="act"
      value={value}
      aria-label={label}
      disabled={isDisabled}
      className={buttonStyle({
        variant: "ghost",
        size: "icon",
        className: "disabled:bg-transparent disabled:opacity-40",
      })}
    >
      {children}
    </button>
  );
}

function Remove({ line: { product } }: { line: CheckedLine }) {
  const t = useTranslations("cart");
  return (
    <button
      type="submit"
      name="act"
      value={removeValue(product.id)}
      aria-label={t("removeNamed", { name: isolated(product.name) })}
      className={buttonStyle({ variant: "ghost", size: "sm", className: "text-soft" })}
    >
      <Trash2 aria-hidden />
      {t("remove")}
    </button>
  );
}

/** What has changed since it was put there, in plain words. */
function Change({ line: { product, wanted, quantity, change } }: { line: CheckedLine }) {
  const t = useTranslations("cart");
  const dateTime = useDateTime();
  if (change === null) return null;
  const tell = () => {
    if (change === "fewer") return t("fewer", { wanted, quantity });
    return change === "not-yet" && product.saleStartsAt
      ? t("notYet", { when: dateTime(product.saleStartsAt) })
      : t("gone");
  };
  return (
    <p role="status" className="rounded-md bg-warn-soft px-2.5 py-1 text-sm text-warn">
      {tell()}
    </p>
  );
}
