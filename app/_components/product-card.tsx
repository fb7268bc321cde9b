import Link from "next/link";
import { LiveOrder } from "#app/_live/live-order.tsx";
import type { Product } from "#lib/catalog/schema.ts";
import { ProductPicture } from "./product-picture.tsx";
import { StockBadge } from "./stock-badge.tsx";
import { Won } from "./won.tsx";

/** A product in a list: one link, with all that decides whether to open it. */
export function ProductCard({
  product,
  now,
  priority,
}: {
  product: Product;
  now: number;
  priority?: boolean;
}) {
  return (
    <article className="group relative grid content-start gap-3">
      <ProductPicture
        imageUrl={product.imageUrl}
        alt=""
        priority={priority ?? false}
        className="border border-line transition-colors group-hover:border-strong-line"
      />
      <div className="grid gap-1">
        <h3 className="text-[15px] leading-snug font-medium">
          <Link href={`/products/${product.slug}`} className="after:absolute after:inset-0 after:rounded-lg">
            {product.name}
          </Link>
        </h3>
        <p className="flex flex-wrap items-center justify-between gap-2 text-[15px]">
          <Won amount={product.price} />
          <StockBadge product={product} now={now} />
        </p>
      </div>
    </article>
  );
}

interface ProductGridProps {
  products: readonly Product[];
  /** The ranking whose order the products keep, as it changes. */
  ranking?: "today" | "week";
}

/** Products side by side: two on a phone, four on a desk. */
export function ProductGrid({ products, ranking }: ProductGridProps) {
  const now = Date.now();
  const cards = products.map((product, index) => (
    <ProductCard key={product.id} product={product} now={now} priority={index < 4} />
  ));
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-8 md:grid-cols-3 lg:grid-cols-4 lg:gap-x-6">
      {ranking ? <LiveOrder period={ranking}>{cards}</LiveOrder> : cards}
    </div>
  );
}
