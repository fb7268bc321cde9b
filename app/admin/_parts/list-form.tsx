"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTransition } from "react";
import Link from "#app/_components/link.tsx";
import { Button, buttonStyle } from "#app/_components/ui/button.tsx";
import { cn } from "#app/_components/ui/class-names.ts";
import { Input } from "#app/_components/ui/input.tsx";
import { whenOnline } from "#app/_components/when-online.ts";

interface ListFormProps {
  action: string;
  q: string | undefined;
  placeholder: string;
  /** Something is filtered, so there is something to clear. */
  isFiltered: boolean;
  /** Selects and dates; each is sent as it is chosen. */
  children?: ReactNode;
}

/** What is asked of a list, as its address: without JavaScript the form sends itself. */
export function ListForm({ action, q, placeholder, isFiltered, children }: ListFormProps) {
  const t = useTranslations("admin");
  const router = useRouter();
  const [isPending, start] = useTransition();
  const go = (form: HTMLFormElement) => {
    const asked = [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    );
    const search = new URLSearchParams(asked);
    const address = search.size > 0 ? `${action}?${search}` : action;
    whenOnline(() => start(() => router.push(address, { scroll: false })));
  };
  return (
    <search>
      <form
        action={action}
        onSubmit={(event) => {
          event.preventDefault();
          go(event.currentTarget);
        }}
        onChange={({ currentTarget, target }) => {
          if (
            target instanceof HTMLSelectElement ||
            (target instanceof HTMLInputElement && target.type === "date")
          )
            go(currentTarget);
        }}
        aria-busy={isPending}
        className={cn("mb-4 flex flex-wrap items-center gap-2", isPending && "opacity-70")}
      >
        <span className="relative min-w-56 flex-1 max-sm:basis-full sm:max-w-sm">
          <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-soft" />
          <Input
            key={q}
            type="search"
            name="q"
            defaultValue={q}
            placeholder={placeholder}
            aria-label={t("search")}
            className="pl-9"
          />
        </span>
        {children}
        <Button type="submit" variant="secondary" size="sm" className="sr-only focus:not-sr-only">
          {t("search")}
        </Button>
        {isFiltered ? (
          <Link href={action} className={buttonStyle({ variant: "ghost", size: "sm" })}>
            {t("clear")}
          </Link>
        ) : null}
      </form>
    </search>
  );
}
