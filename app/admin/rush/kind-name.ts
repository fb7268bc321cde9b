import { useTranslations } from "next-intl";
import type { RushKind } from "#lib/rush/schema.ts";

/** What a kind of rush is called. */
export function useKindName(): (kind: RushKind) => string {
  const t = useTranslations("adminRush");
  return (kind) => t(kind === "top-up" ? "topUp" : kind);
}
