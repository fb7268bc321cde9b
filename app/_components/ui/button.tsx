import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names.ts";

export const buttonStyle = cva(
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-5 text-sm font-medium whitespace-nowrap transition-colors select-none disabled:opacity-55 data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line bg-surface text-ink hover:border-strong-line",
        ghost: "text-ink hover:bg-sunken",
        danger: "border border-bad text-bad hover:bg-bad-soft",
      },
      size: { md: "", lg: "min-h-13 px-7 text-base", icon: "size-11 px-0", wide: "w-full" },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

interface ButtonProps extends ComponentProps<typeof BaseButton>, VariantProps<typeof buttonStyle> {
  /** Shows that the action is at work, and takes no second click; the button keeps its focus. */
  pending?: boolean;
}

export function Button({
  className,
  variant,
  size,
  pending = false,
  children,
  disabled,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      data-slot="button"
      className={cn(buttonStyle({ variant, size }), className as string)}
      disabled={disabled || pending}
      focusableWhenDisabled={pending}
      aria-busy={pending || undefined}
      {...props}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </BaseButton>
  );
}
