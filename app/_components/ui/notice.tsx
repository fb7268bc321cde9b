import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const noticeStyle = cva("rounded-md border px-4 py-3 text-sm", {
  variants: {
    tone: {
      plain: "border-line bg-sunken text-ink",
      good: "border-good/30 bg-good-soft text-good",
      warn: "border-warn/30 bg-warn-soft text-warn",
      bad: "border-bad/30 bg-bad-soft text-bad",
    },
  },
  defaultVariants: { tone: "plain" },
});

/** A sentence about what just happened. What went wrong is announced at once. */
export function Notice({
  className,
  tone,
  ...props
}: ComponentProps<"div"> & VariantProps<typeof noticeStyle>) {
  const role = tone === "bad" || tone === "warn" ? "alert" : "status";
  return <div data-slot="notice" role={role} className={noticeStyle({ tone, className })} {...props} />;
}
