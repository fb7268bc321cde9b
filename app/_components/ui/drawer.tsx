"use client";

import { Drawer as BaseDrawer } from "@base-ui/react/drawer";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonStyle } from "./button.tsx";

interface DrawerProps {
  /** The button that opens it, where there is one. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  close: string;
  children: ReactNode;
}

/** A sheet from the bottom of the screen, for a side errand that doesn't leave the page. */
export function Drawer({ trigger, open, onOpenChange, title, description, close, children }: DrawerProps) {
  return (
    <BaseDrawer.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (isOpen: boolean) => onOpenChange(isOpen) } : {})}
    >
      {trigger ? <BaseDrawer.Trigger render={trigger} /> : null}
      <BaseDrawer.Portal>
        <BaseDrawer.Backdrop className="fixed inset-0 z-50 bg-black/40 transition-opacity duration-300 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDrawer.Viewport className="fixed inset-0 z-50 flex items-end justify-center">
          <BaseDrawer.Popup
            data-slot="drawer"
            className="max-h-[85dvh] w-full max-w-xl translate-y-(--drawer-swipe-movement-y) overflow-y-auto rounded-t-lg border border-b-0 border-line bg-surface p-6 pb-[max(1.5rem,env(safe-area-inset-bottom))] text-ink shadow-lift transition-transform duration-300 ease-out data-ending-style:translate-y-full data-starting-style:translate-y-full data-swiping:duration-0"
          >
            <BaseDrawer.Content>
              <div className="mb-5 flex items-start justify-between gap-4">
                <div className="grid gap-1">
                  <BaseDrawer.Title className="text-lg font-semibold">{title}</BaseDrawer.Title>
                  {description ? (
                    <BaseDrawer.Description className="text-sm text-soft">
                      {description}
                    </BaseDrawer.Description>
                  ) : null}
                </div>
                <BaseDrawer.Close
                  aria-label={close}
                  className={buttonStyle({ variant: "ghost", size: "icon", className: "-mt-2 -mr-2" })}
                >
                  <X aria-hidden />
                </BaseDrawer.Close>
              </div>
              {children}
            </BaseDrawer.Content>
          </BaseDrawer.Popup>
        </BaseDrawer.Viewport>
      </BaseDrawer.Portal>
    </BaseDrawer.Root>
  );
}
