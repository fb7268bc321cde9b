import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { availabilityOf } from "#app/_components/availability-of.ts";
import { LivePrice } from "#app/_components/live-price.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { Countdown } from "#app/_live/countdown.tsx";
import { LiveLeft } from "#app/_live/live-left.tsx";
import type { Product } from "#lib/catalog/schema.ts";
import { DropAction } from "./drop-action.tsx";

/** So few of a product make it a drop. */
const FEW = 30;

/** The drop, large: what it is, what it costs, when it opens or how many are left. */
export function DropPanel({ product, now }: { product: Product; now: number }) {
  const t = useTranslations("home");
  const { slug, name, description, price, stock, imageUrl, saleStartsAt } = product;
  const availability = availabilityOf(product);
  return (
    <section className="grid overflow-hidden rounded-lg border border-line bg-surface md:grid-cols-2">
      <ProductPicture
        imageUrl={imageUrl}
        alt=""
        priority
        className="aspect-4/3 rounded-none md:order-last md:aspect-auto md:min-h-120"
      />
      <div className="grid content-center justify-items-start gap-5 p-6 sm:p-10 lg:p-12">
        <p className="inline-flex items-center gap-2 text-sm font-medium text-accent">
          <span aria-hidden className="size-2 rounded-full bg-accent" />
          {saleStartsAt || stock <= FEW ? t("dropLabel") : t("newest")}
        </p>
        <h1 className="text-display text-balance">{name}</h1>
        <p className="max-w-prose leading-relaxed text-soft">{description}</p>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          <Fact term={t("dropPrice")}>
            <LivePrice product={{ id: product.id, price }} />
          </Fact>
          <Fact term={t("dropStock")}>
            <LiveLeft product={availability} />
          </Fact>
        </dl>
        <Countdown product={availability} now={now} />
        <DropAction product={availability} slug={slug} now={now} />
      </div>
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-sm text-soft">{term}</dt>
      <dd className="text-xl font-semibold tabular-nums">{children}</dd>
    </div>
  );
}
