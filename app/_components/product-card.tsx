import Link from "#app/_components/link.tsx";
import { LiveOrder } from "#app/_live/live-order.tsx";
import type { Product } from "#lib/catalog/schema.ts";
import { availabilityOf } from "./availability-of.ts";
import { LivePrice } from "./live-price.tsx";
import { ProductPicture } from "./product-picture.tsx";
import { StockBadge } from "./stock-badge.tsx";
import { cn } from "./ui/class-names.ts";

interface ProductCardProps {
  product: Product;
  now: number;
  priority?: boolean;
  /** The heading's level: one below the title of the list it stands in. */
  heading?: "h2" | "h3";
}

/** A product in a list: one link, with all that decides whether to open it. */
export function ProductCard({ product, now, priority = false, heading: Heading = "h3" }: ProductCardProps) {
  return (
    <article className="group relative grid grid-cols-1 content-start gap-3">
      <div className="overflow-hidden rounded-lg border border-line transition-colors group-hover:border-strong-line">
        <ProductPicture
          imageUrl={product.imageUrl}
          alt=""
          priority={priority}
          className={cn(
            "rounded-none transition-transform duration-500 ease-out group-hover:scale-103 motion-reduce:group-hover:scale-100",
            product.stock === 0 && "opacity-60 saturate-50",
          )}
        />
      </div>
      <div className="grid grid-cols-1 gap-1">
        <Heading className="text-[15px] leading-snug font-medium">
          <Link
            href={`/products/${product.slug}`}
            className="underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-lg"
          >
            {product.name}
          </Link>
        </Heading>
        <p className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1 text-[15px]">
          <LivePrice product={{ id: product.id, price: product.price }} />
          <StockBadge product={availabilityOf(product)} now={now} />
        </p>
      </div>
    </article>
  );
}

interface ProductGridProps extends Pick<ProductCardProps, "heading"> {
  products: readonly Product[];
  /** The ranking whose order the products keep, as it changes. */
  ranking?: "today" | "week";
}

/** Products side by side: two on a phone, four on a desk. */
export function ProductGrid({ products, ranking, heading = "h3" }: ProductGridProps) {
  const now = Date.now();
  const cards = products.map((product, index) => (
    <ProductCard key={product.id} product={product} now={now} priority={index < 4} heading={heading} />
  ));
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-8 md:grid-cols-3 lg:grid-cols-4 lg:gap-x-6 lg:gap-y-10">
      {ranking ? <LiveOrder period={ranking}>{cards}</LiveOrder> : cards}
    </div>
  );
}
