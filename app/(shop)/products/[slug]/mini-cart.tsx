"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import Link from "#app/_components/link.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";

/** What was just put into the cart, and the ways on: it stands under the cart's sign, and over the bar of a phone. */
export function MiniCart({ product }: { product: { name: string; imageUrl: string | null } }) {
  const t = useTranslations("product");
  const [isOpen, setOpen] = useState(true);
  return (
    <div
      role="status"
      className="fixed inset-x-3 bottom-3 z-50 empty:hidden md:inset-x-auto md:top-20 md:right-[max(1.5rem,calc((100vw-72rem)/2+1.5rem))] md:bottom-auto md:w-96"
    >
      {isOpen ? (
        <div className="grid grid-cols-[4rem_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
          <ProductPicture imageUrl={product.imageUrl} alt="" />
          <p className="grid text-sm">
            <span className="text-good">{t("added")}</span>
            <span className="font-medium">{product.name}</span>
          </p>
          <button
            type="button"
            aria-label={t("closeCart")}
            onClick={() => setOpen(false)}
            className={buttonStyle({ variant: "ghost", size: "icon", className: "self-start" })}
          >
            <X aria-hidden />
          </button>
          <div className="col-span-3 grid grid-cols-2 gap-2">
            <Link href="/cart" className={buttonStyle({ variant: "secondary" })}>
              {t("toCart")}
            </Link>
            <Link href="/checkout" className={buttonStyle()}>
              {t("checkOut")}
            </Link>
          </div>
        </div>
      ) : null}
    </div>
  );
}
