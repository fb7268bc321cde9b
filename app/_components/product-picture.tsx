import { cn } from "./ui/class-names.ts";

interface ProductPictureProps {
  imageUrl: string | null;
  /** What the picture shows; empty where the name stands beside it. */
  alt: string;
  priority?: boolean;
  className?: string;
}

/** A product's picture, or its place. */
export function ProductPicture({ imageUrl, alt, priority = false, className }: ProductPictureProps) {
  return (
    <div className={cn("relative aspect-square overflow-hidden rounded-lg bg-sunken", className)}>
      {/* biome-ignore lint/performance/noImgElement: drawings need no resizing; next/image is 5 kB of script */}
      <img
        src={imageUrl ?? "/logo.svg"}
        alt={alt}
        loading={priority ? "eager" : "lazy"}
        fetchPriority={priority ? "high" : "auto"}
        decoding="async"
        className={cn(
          "absolute inset-0 size-full",
          imageUrl ? "object-cover" : "object-contain p-[30%] opacity-40",
        )}
      />
    </div>
  );
}
