import { cn } from "./class-names.ts";

/** The shape of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div data-slot="skeleton" aria-hidden className={cn("animate-pulse rounded-md bg-sunken", className)} />
  );
}
