import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { setQuantity } from "#app/_cart/actions.ts";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { controlStyle } from "#app/_components/ui/field.tsx";
import { Won } from "#app/_components/won.tsx";
import type { Product } from "#lib/catalog/schema.ts";
import { MAX_QUANTITY } from "#lib/checkout/cart-limits.ts";

/** One product of the cart; what has changed since it was put there is said in plain words. */
export function CartRow({ product, quantity, now }: { product: Product; quantity: number; now: number }) {
  const t = useTranslations("cart");
  return (
    <li className="grid grid-cols-[5rem_1fr] gap-4 py-5 sm:grid-cols-[6rem_1fr_auto]">
      <ProductPicture imageUrl={product.imageUrl} alt="" />
      <div className="grid content-start gap-2">
        <Link href={`/products/${product.slug}`} className="font-medium underline-offset-4 hover:underline">
          {product.name}
        </Link>
        <p className="text-sm text-soft">
          <Won amount={product.price} />
        </p>
        <Change product={product} quantity={quantity} now={now} />
        <div className="flex flex-wrap items-center gap-2">
          <form action={setQuantity} className="flex items-center gap-2">
            <input type="hidden" name="productId" value={product.id} />
            <input
              type="number"
              name="quantity"
              min={0}
              max={MAX_QUANTITY}
              defaultValue={quantity}
              key={quantity}
              aria-label={t("quantityOf", { name: product.name })}
              className={`${controlStyle} w-20`}
            />
            <button type="submit" className={buttonStyle({ variant: "secondary", className: "px-4" })}>
              {t("update")}
            </button>
          </form>
          <form action={setQuantity}>
            <input type="hidden" name="productId" value={product.id} />
            <input type="hidden" name="quantity" value="0" />
            <button
              type="submit"
              aria-label={t("removeNamed", { name: product.name })}
              className={buttonStyle({ variant: "ghost", size: "icon" })}
            >
              <Trash2 aria-hidden />
            </button>
          </form>
        </div>
      </div>
      <p className="col-start-2 font-medium sm:col-start-auto sm:text-right">
        <Won amount={product.price * quantity} />
      </p>
    </li>
  );
}

function Change({ product, quantity, now }: { product: Product; quantity: number; now: number }) {
  const t = useTranslations("cart");
  const { stock, saleStartsAt } = product;
  const style = "text-sm text-warn";
  if (saleStartsAt && Date.parse(saleStartsAt) > now) return <p className={style}>{t("notYet")}</p>;
  if (stock === 0) return <p className={style}>{t("gone")}</p>;
  if (stock < quantity) return <p className={style}>{t("onlyLeft", { count: stock })}</p>;
  return null;
}
