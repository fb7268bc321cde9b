import { clsx } from "clsx";
import type { ReactNode } from "react";

interface PageNoticeProps {
  icon: ReactNode;
  title: string;
  text: string;
  /** For what went wrong: it is coloured so, and read out at once. */
  isAlert?: boolean;
  children?: ReactNode;
}

/** A page that has only this to say: why there is nothing else, and the way on. */
export function PageNotice({ icon, title, text, isAlert = false, children }: PageNoticeProps) {
  return (
    <div
      role={isAlert ? "alert" : undefined}
      className="mx-auto grid max-w-lg justify-items-center gap-4 py-20 text-center"
    >
      <span
        aria-hidden
        // Not cn(): the page for errors is sent along with every other, and would take 8 kB of merging rules with it.
        className={clsx(
          "grid size-14 place-items-center rounded-full",
          isAlert ? "bg-bad-soft text-bad" : "bg-sunken text-soft",
        )}
      >
        {icon}
      </span>
      <h1 className="text-title text-balance">{title}</h1>
      <p className="text-balance text-soft">{text}</p>
      {children}
    </div>
  );
}
