import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";

export const buttonStyle = cva(
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:border-transparent disabled:bg-sunken disabled:text-soft aria-disabled:opacity-70 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        // A border that nobody sees, but where colours are forced: there it is all that is left of a button.
        primary: "border-transparent bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border-strong-line/60 bg-surface text-ink hover:border-strong-line hover:bg-sunken",
        ghost: "border-transparent text-ink hover:bg-sunken",
        danger: "border-bad text-bad hover:bg-bad-soft",
      },
      size: {
        sm: "px-3.5 text-sm",
        md: "px-5 text-sm",
        lg: "min-h-13 px-7 text-base",
        icon: "size-11 text-sm",
        wide: "w-full px-5 text-sm",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyle> {
  /** Shows that the action is at work, and takes no second click; the button keeps its focus. */
  pending?: boolean;
}

/** The browser's own button: nothing for a phone to load, and it works before and without JavaScript. */
export function Button({
  className,
  variant,
  size,
  pending = false,
  type = "button",
  children,
  onClick,
  ...props
}: ButtonProps) {
  const stay = (event: MouseEvent) => event.preventDefault();
  return (
    <button
      data-slot="button"
      type={type}
      className={buttonStyle({ variant, size, className })}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? stay : onClick}
      {...props}
    >
      {pending ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}
