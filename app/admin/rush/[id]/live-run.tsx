"use client";

import { useFormatter, useTranslations } from "next-intl";
import { callApi } from "#app/_api/call-api.ts";
import { DateTime } from "#app/_components/date-time.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { type RushRun, RushRunResult } from "#lib/rush/schema.ts";
import { useAdminCall } from "../../use-admin-call.ts";
import { useAdminNews } from "../../use-admin-news.ts";
import { useKindName } from "../kind-name.ts";
import { RunState } from "../run-state.tsx";
import { DeleteButton } from "./delete-button.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { RunCharts } from "./run-charts.tsx";
import { Verdict } from "./verdict.tsx";

/** A rush as it runs, and what came of it. */
export function LiveRun({ initial }: { initial: RushRun }) {
  const t = useTranslations("adminRush");
  const run = useAdminNews("rush", initial.id, initial);
  const { verdict, progress, failure, state } = run;
  return (
    <div className="grid grid-cols-1 gap-8">
      <Facts run={run} />
      {state === "running" ? <Running run={run} /> : null}
      {failure ? <Notice tone="bad">{t("failure", { reason: failure })}</Notice> : null}
      {verdict ? <Verdict verdict={verdict} /> : null}
      <RunCharts kind={run.settings.kind} points={progress.points} />
      {state === "running" ? null : (
        <div className="flex flex-wrap gap-2">
          <ExportButtons run={run} />
          <DeleteButton id={run.id} />
        </div>
      )}
    </div>
  );
}

function Facts({ run: { settings, state, verdict, createdAt, startedBy } }: { run: RushRun }) {
  const t = useTranslations("adminRush");
  const format = useFormatter();
  const nameOf = useKindName();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 text-sm [&_dd]:font-medium [&_dt]:text-soft">
      <div>
        <dt>{t("state")}</dt>
        <dd>
          <RunState state={state} verdict={verdict} />
        </dd>
      </div>
      <div>
        <dt>{t("what")}</dt>
        <dd>{nameOf(settings.kind)}</dd>
      </div>
      <div>
        <dt>{t("shoppers")}</dt>
        <dd className="tabular-nums">
          {format.number(settings.shoppers)}
          {settings.times > 1 ? ` × ${settings.times}` : ""}
        </dd>
      </div>
      {settings.kind === "top-up" ? null : (
        <div>
          <dt>{t("stock")}</dt>
          <dd className="tabular-nums">{format.number(settings.stock)}</dd>
        </div>
      )}
      {settings.seconds > 0 ? (
        <div>
          <dt>{t("seconds")}</dt>
          <dd>{t("seconds_value", { value: settings.seconds })}</dd>
        </div>
      ) : null}
      {settings.processes ? (
        <div>
          <dt>{t("processes")}</dt>
          <dd>{settings.processes}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t("when")}</dt>
        <dd>
          <DateTime at={createdAt} exact />
        </dd>
      </div>
      <div>
        <dt>{t("by")}</dt>
        <dd>{startedBy ?? t("terminal")}</dd>
      </div>
    </dl>
  );
}

function Running({ run: { id, isCancelling, progress } }: { run: RushRun }) {
  const t = useTranslations("adminRush");
  const { run, pending, problem } = useAdminCall();
  const { phase, done, total } = progress;
  const cancel = () =>
    run(
      () => callApi({ method: "POST", path: `/api/admin/rush/${id}/cancel`, schema: RushRunResult }),
      t("cancelled"),
    );
  const label = isCancelling ? t("cancelling") : t(phase);
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
        <p role="status" className="font-medium">
          {label}
        </p>
        <p className="tabular-nums">{t("done", { done, total })}</p>
      </div>
      <div
        role="progressbar"
        aria-label={t("title")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-3 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full bg-accent transition-[width]"
          style={{ width: `${total > 0 ? (100 * done) / total : 0}%` }}
        />
      </div>
      <Button
        variant="danger"
        pending={pending || isCancelling}
        onClick={() => void cancel()}
        className="justify-self-start"
      >
        {t("cancel")}
      </Button>
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </section>
  );
}
