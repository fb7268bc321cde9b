import { useTranslations } from "next-intl";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { isolated } from "#lib/values/isolated.ts";
import { drawingsOf } from "./drawings.ts";

/** The product's pictures: itself, in use, to scale. On a phone they are swiped through, and the next one peeks in. */
export function Gallery({ imageUrl, name }: { imageUrl: string | null; name: string }) {
  const t = useTranslations("product");
  const drawings = drawingsOf(imageUrl);
  const frame = `shrink-0 snap-center border border-line md:w-auto ${drawings.length > 0 ? "w-[88%]" : "w-full"}`;
  return (
    <section
      aria-label={t("pictures", { name: isolated(name) })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="flex snap-x snap-mandatory gap-3 overflow-x-auto rounded-lg md:grid md:grid-cols-2 md:gap-4 md:overflow-visible"
    >
      <ProductPicture imageUrl={imageUrl} alt={name} priority className={`${frame} md:col-span-2`} />
      {drawings.map(({ view, url }) => (
        <ProductPicture key={view} imageUrl={url} alt={t(view, { name: isolated(name) })} className={frame} />
      ))}
    </section>
  );
}
