"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Field } from "#app/_components/ui/field.tsx";
import { Input } from "#app/_components/ui/input.tsx";
import { answerAsk, isAsked, watchAsks } from "./password-asks.ts";

const never = () => false;

/** Asks for the password again where a deed needs it; once in the dashboard. */
export function PasswordAsk() {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const asked = useSyncExternalStore(watchAsks, isAsked, never);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string>();
  const close = (isShown: boolean) => {
    setError(undefined);
    answerAsk(isShown);
  };
  const confirm = async (form: HTMLFormElement) => {
    setPending(true);
    const password = new FormData(form).get("password");
    const call = { method: "POST", path: "/api/admin/confirm", body: { password } } as const;
    const result = await callApi({ ...call, schema: z.undefined() });
    setPending(false);
    if (result.ok) close(true);
    else setError(result.problem.code === "VALIDATION" ? t("wrongPassword") : t("tryLater"));
  };
  return (
    <Dialog.Root open={asked} onOpenChange={(open) => (open ? undefined : close(false))}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-60 bg-black/40" />
        <Dialog.Popup
          data-slot="dialog"
          className="fixed top-1/2 left-1/2 z-60 grid w-[min(26rem,calc(100vw-2rem))] -translate-1/2 gap-3 rounded-lg border border-line bg-surface p-6 text-ink shadow-lift"
        >
          <Dialog.Title className="text-lg font-semibold">{t("passwordTitle")}</Dialog.Title>
          <Dialog.Description className="text-sm text-soft">{t("passwordText")}</Dialog.Description>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void confirm(event.currentTarget);
            }}
            className="mt-2 grid gap-5"
          >
            <Field label={t("password")} error={error}>
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  name="password"
                  required
                  autoComplete="current-password"
                />
              )}
            </Field>
            <div className="flex flex-wrap justify-end gap-2">
              <Dialog.Close render={<Button variant="secondary" />}>{common("close")}</Dialog.Close>
              <Button type="submit" pending={pending}>
                {t("goOn")}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
