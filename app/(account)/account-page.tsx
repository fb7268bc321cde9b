import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";

/** What a page of an account gets: the query of its address. */
export interface AccountPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The narrow page of one form. */
export function AccountFormPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-sm grid-cols-1 gap-6 sm:py-8">
      <h1 className="text-title">{title}</h1>
      {children}
    </div>
  );
}

/** The link below the form, to where else it may go. */
export function FootLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={`${textLink} justify-self-start text-sm`}>
      {children}
    </Link>
  );
}

export const textLink = "inline-flex min-h-11 items-center font-medium text-ink underline underline-offset-4";
