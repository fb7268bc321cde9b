"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Input } from "#app/_components/ui/input.tsx";

/** A password that can be shown while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("account");
  const [isShown, setShown] = useState(false);
  return (
    <span className="relative grid">
      <Input {...props} type={isShown ? "text" : "password"} className="pr-20" />
      <button
        type="button"
        aria-pressed={isShown}
        aria-controls={props.id}
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 rounded-md px-3.5 text-sm text-soft hover:text-ink"
      >
        {isShown ? t("hide") : t("show")}
      </button>
    </span>
  );
}
