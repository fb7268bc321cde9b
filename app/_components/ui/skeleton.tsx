import { clsx } from "clsx";

/** The place of something that is on its way; as large as it will be, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      data-slot="skeleton"
      aria-hidden
      className={clsx("block animate-pulse rounded-md bg-sunken motion-reduce:animate-none", className)}
    />
  );
}
