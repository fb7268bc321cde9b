import { useTranslations } from "next-intl";
import { Badge } from "#app/_components/ui/badge.tsx";
import type { RushRun } from "#lib/rush/schema.ts";

/** How a run stands, and what its verdict was. */
export function RunState({ state, verdict }: Pick<RushRun, "state" | "verdict">) {
  const t = useTranslations("adminRush");
  if (verdict)
    return <Badge tone={verdict.ok ? "good" : "bad"}>{verdict.ok ? t("kept") : t("broken")}</Badge>;
  if (state === "running") return <Badge tone="accent">{t("running")}</Badge>;
  return <Badge tone={state === "failed" ? "bad" : "plain"}>{t(`state_${state}`)}</Badge>;
}
