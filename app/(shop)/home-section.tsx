import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";

interface HomeSectionProps {
  title: string;
  /** Where all of it is. */
  href: string;
  all: string;
  children: ReactNode;
}

/** A titled row of the home page, with the way to the rest. */
export function HomeSection({ title, href, all, children }: HomeSectionProps) {
  return (
    <section className="grid gap-6">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-heading sm:text-2xl">{title}</h2>
        <Link
          href={href}
          className="group inline-flex min-h-11 items-center gap-1.5 text-sm font-medium text-soft hover:text-ink"
        >
          {all}
          <span className="sr-only">: {title}</span>
          <ArrowRight aria-hidden className="size-4 transition-transform group-hover:translate-x-0.5" />
        </Link>
      </div>
      {children}
    </section>
  );
}
