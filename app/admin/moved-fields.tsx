"use client";

import { useFormatter, useTranslations } from "next-intl";
import { isolated } from "#lib/values/isolated.ts";
import type { MovedField } from "./row-texts.ts";

const LONGEST = 120;

/** What somebody else has changed in the fields of a form, before and after. */
export function MovedFields({
  moved,
  labels,
}: {
  moved: readonly MovedField[];
  labels: Record<string, string>;
}) {
  const t = useTranslations("admin");
  const format = useFormatter();
  if (moved.length === 0) return null;
  const tell = (text: string): string => {
    if (text === "") return t("emptyText");
    if (/^\d{1,15}$/.test(text)) return format.number(Number(text));
    const short = text.replace(/^(\d{4}-\d{2}-\d{2})T/, "$1 ");
    return isolated(short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short);
  };
  return (
    <ul className="mt-2 grid list-disc gap-1 pl-5">
      {moved.map(({ name, was, now, typed }) => (
        <li key={name} className="wrap-anywhere">
          {t("moved", { field: labels[name] ?? name, was: tell(was), now: tell(now) })}
          {typed === null ? null : ` ${t("movedTyped", { typed: tell(typed) })}`}
        </li>
      ))}
    </ul>
  );
}
