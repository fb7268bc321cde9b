"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

interface ConfirmProps {
  /** The button that asks. */
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  description: ReactNode;
  confirm: string;
  cancel: string;
  /** Does it; the dialog stays, pending, until it has settled. */
  onConfirm: () => Promise<void>;
  /** Told when it opens and closes. */
  onOpenChange?: (isOpen: boolean) => void;
}

/** Asks before something that can't be undone. */
export function Confirm({
  trigger,
  title,
  description,
  confirm,
  cancel,
  onConfirm,
  onOpenChange,
}: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const show = (isOpen: boolean) => {
    setOpen(isOpen);
    onOpenChange?.(isOpen);
  };
  const act = async () => {
    setPending(true);
    await onConfirm().finally(() => setPending(false));
    show(false);
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={show}>
      <AlertDialog.Trigger render={trigger} />
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-50 bg-black/40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup
          data-slot="dialog"
          className="fixed top-1/2 left-1/2 z-50 grid w-[min(28rem,calc(100vw-2rem))] -translate-1/2 gap-3 rounded-lg border border-line bg-surface p-6 text-ink shadow-lift transition-[opacity,scale] data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0"
        >
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-sm text-soft">{description}</AlertDialog.Description>
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button variant="secondary" />}>{cancel}</AlertDialog.Close>
            <Button variant="danger" pending={pending} onClick={() => void act()}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
