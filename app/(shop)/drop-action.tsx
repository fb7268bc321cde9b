"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { type Availability, useAvailability } from "#app/_live/use-live.ts";

interface DropActionProps {
  product: Availability;
  slug: string;
  /** When the page was made. */
  now: number;
}

/** What to do about the drop now: buy it, be reminded of it, or see it when it is gone. */
export function DropAction({ product, slug, now }: DropActionProps) {
  const t = useTranslations("home");
  const { stock, isOpen } = useAvailability(product, now);
  const style = buttonStyle({ size: "lg" });
  const see = (
    <Link
      href={`/products/${slug}`}
      className={isOpen ? style : buttonStyle({ size: "lg", variant: "ghost" })}
    >
      {isOpen && stock > 0 ? t("buyNow") : t("dropCta")}
    </Link>
  );
  if (isOpen) return see;
  return (
    <p className="flex flex-wrap gap-2">
      {/* A file of the calendar's own kind: no page, so no link of the router's. */}
      <a href={`/reminder/${slug}`} className={style}>
        <CalendarPlus aria-hidden />
        {t("remindMe")}
      </a>
      {see}
    </p>
  );
}
