"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useState } from "react";
import type { ApiResult } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useAdminCall } from "../use-admin-call.ts";

interface ActDialogProps {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  description: ReactNode;
  /** What the button of the deed says. */
  act: string;
  isDanger?: boolean;
  /** Fields before the reason. */
  fields?: (errorOf: (path: string) => string | undefined) => ReactNode;
  /** Whether it asks for a reason; most deeds do. */
  asksReason?: boolean;
  send: (form: FormData) => Promise<ApiResult<unknown>>;
  done: string;
}

/** Asks what is needed for a deed of staff, most of all why, and does it. A refusal keeps what was typed. */
export function ActDialog({
  trigger,
  title,
  description,
  act,
  isDanger = false,
  fields,
  asksReason = true,
  send,
  done,
}: ActDialogProps) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const { run, pending, problem, fieldError } = useAdminCall();
  const submit = async (form: HTMLFormElement) => {
    const answer = await run(async () => {
      const result = await send(new FormData(form));
      return result.ok ? { ok: true, data: true } : result;
    }, done);
    if (answer) setOpen(false);
  };
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => (pending ? undefined : setOpen(isOpen))}>
      <Dialog.Trigger render={trigger} />
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-black/40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          data-slot="dialog"
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-1/2 gap-3 overflow-y-auto rounded-lg border border-line bg-surface p-6 text-ink shadow-lift transition-[opacity,scale] data-ending-style:scale-97 data-ending-style:opacity-0 data-starting-style:scale-97 data-starting-style:opacity-0"
        >
          <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
          <Dialog.Description className="text-sm text-soft">{description}</Dialog.Description>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void submit(event.currentTarget);
            }}
            autoComplete="off"
            className="mt-2 grid gap-5"
          >
            {fields?.(fieldError)}
            {asksReason ? (
              <Field label={t("reason")} hint={t("reasonHint")} error={fieldError("reason")}>
                {(control) => <Input {...control} name="reason" required maxLength={200} />}
              </Field>
            ) : null}
            {problem ? <Notice tone="bad">{problem}</Notice> : null}
            <div className="flex flex-wrap justify-end gap-2">
              <Dialog.Close render={<Button variant="secondary" />}>{common("close")}</Dialog.Close>
              <Button type="submit" variant={isDanger ? "danger" : "primary"} pending={pending}>
                {act}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
