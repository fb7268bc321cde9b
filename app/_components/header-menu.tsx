"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

interface HeaderMenuProps {
  id: string;
  label: string;
  children: ReactNode;
}

/** The ways through the shop: in the row where there is room, else a popover, which closes when one is taken. */
export function HeaderMenu({ id, label, children }: HeaderMenuProps) {
  const menu = useRef<HTMLElement>(null);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the page
  useEffect(() => menu.current?.hidePopover?.(), [path]);
  return (
    <nav
      ref={menu}
      id={id}
      popover="auto"
      aria-label={label}
      className="fixed inset-auto top-15 right-3 min-w-44 rounded-lg border border-line bg-surface p-1.5 text-ink shadow-lift max-sm:[&_a]:flex max-sm:[&_button]:w-full max-sm:[&_button]:justify-start max-sm:[&_button]:px-3! sm:static sm:flex sm:min-w-0 sm:border-0 sm:bg-transparent sm:p-0 sm:shadow-none"
    >
      {children}
    </nav>
  );
}
