import { useTranslations } from "next-intl";
import { ProductPicture } from "#app/_components/product-picture.tsx";

/** The product's picture, and two closer looks at it. On a phone they are swiped through, and the next one peeks in. */
export function Gallery({ imageUrl, name }: { imageUrl: string | null; name: string }) {
  const t = useTranslations("product");
  const frame = `shrink-0 snap-center border border-line md:w-auto ${imageUrl ? "w-[88%]" : "w-full"}`;
  return (
    <section
      aria-label={t("pictures", { name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="flex snap-x snap-mandatory gap-3 overflow-x-auto rounded-lg md:grid md:grid-cols-2 md:gap-4 md:overflow-visible"
    >
      <ProductPicture imageUrl={imageUrl} alt={name} priority className={`${frame} md:col-span-2`} />
      {imageUrl ? (
        <>
          <ProductPicture
            imageUrl={imageUrl}
            alt=""
            className={frame}
            pictureClassName="origin-[50%_40%] scale-210"
          />
          <ProductPicture
            imageUrl={imageUrl}
            alt=""
            className={frame}
            pictureClassName="origin-[55%_72%] scale-240"
          />
        </>
      ) : null}
    </section>
  );
}
