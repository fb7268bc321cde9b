"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

interface TabsProps {
  label: string;
  tabs: readonly { value: string; title: ReactNode; panel: ReactNode }[];
}

/** One of several views of a thing; arrow keys move between them. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <BaseTabs.Root defaultValue={tabs[0]?.value ?? null} data-slot="tabs">
      <BaseTabs.List aria-label={label} className="relative mb-6 flex gap-1 border-b border-line">
        {tabs.map(({ value, title }) => (
          <BaseTabs.Tab
            key={value}
            value={value}
            className="inline-flex min-h-11 items-center gap-2 rounded-md px-4 text-sm font-medium text-soft hover:text-ink data-active:text-ink"
          >
            {title}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className="absolute -bottom-px left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-200" />
      </BaseTabs.List>
      {tabs.map(({ value, panel }) => (
        <BaseTabs.Panel key={value} value={value} className="rounded-md">
          {panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
