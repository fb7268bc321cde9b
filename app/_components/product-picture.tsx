import Image from "next/image";
import { cn } from "./ui/class-names.ts";

interface ProductPictureProps {
  imageUrl: string | null;
  /** What the picture shows; empty where the name stands beside it. */
  alt: string;
  priority?: boolean;
  className?: string;
  /** For the picture itself: a closer look at a part of it. */
  pictureClassName?: string;
}

/** A product's picture, or its place. */
export function ProductPicture({
  imageUrl,
  alt,
  priority = false,
  className,
  pictureClassName,
}: ProductPictureProps) {
  return (
    <div className={cn("relative aspect-square overflow-hidden rounded-lg bg-sunken", className)}>
      <Image
        src={imageUrl ?? "/logo.svg"}
        alt={alt}
        fill
        unoptimized
        priority={priority}
        className={cn(imageUrl ? "object-cover" : "object-contain p-[30%] opacity-40", pictureClassName)}
      />
    </div>
  );
}
