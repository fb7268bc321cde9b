"use client";

import { useTranslations } from "next-intl";
import { Button } from "#app/_components/ui/button.tsx";
import type { RushRun } from "#lib/rush/schema.ts";
import { csvOfRun } from "../run-export.ts";

/** Saves a run: all of it as JSON, its chart as CSV. */
export function ExportButtons({ run }: { run: RushRun }) {
  const t = useTranslations("adminRush");
  return (
    <>
      <Button
        variant="secondary"
        onClick={() => save(`${run.id}.json`, "application/json", JSON.stringify(run, null, 2))}
      >
        {t("json")}
      </Button>
      <Button variant="secondary" onClick={() => save(`${run.id}.csv`, "text/csv", csvOfRun(run))}>
        {t("csv")}
      </Button>
    </>
  );
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
