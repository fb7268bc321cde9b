"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { LockBoard } from "#lib/admin/schema.ts";
import { useAdminNews } from "../use-admin-news.ts";
import { HeldLocks } from "./held-locks.tsx";
import { LockName } from "./lock-name.tsx";

type Percentiles = LockBoard["wait"];

/** All holders and waiters, as they are now, and how the locks did in the last minutes. */
export function LiveLocks({ initial }: { initial: LockBoard }) {
  const t = useTranslations("adminLocks");
  const board = useAdminNews("locks", "1", initial);
  return (
    <div className="grid grid-cols-1 gap-10">
      <section className="grid grid-cols-1 gap-4">
        {board.isUp ? null : <Notice tone="warn">{t("down")}</Notice>}
        <HeldLocks items={board.items} />
      </section>
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-lg font-semibold">{t("times")}</h2>
        <Times board={board} />
      </section>
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-lg font-semibold">{t("hottest")}</h2>
        <Hottest hottest={board.hottest} />
      </section>
    </div>
  );
}

function Times({ board: { wait, hold, timedOut } }: { board: LockBoard }) {
  const t = useTranslations("adminLocks");
  const format = useFormatter();
  return (
    <Table label={t("times")}>
      <thead>
        <tr>
          <td className="border-b border-line" />
          <Th className="text-right">{t("p50")}</Th>
          <Th className="text-right">{t("p95")}</Th>
          <Th className="text-right">{t("p99")}</Th>
        </tr>
      </thead>
      <tbody>
        {(
          [
            ["wait", wait],
            ["hold", hold],
          ] as const
        ).map(([name, times]) => (
          <tr key={name}>
            <Td className="font-medium">{t(name)}</Td>
            <Ms times={times} part="p50" />
            <Ms times={times} part="p95" />
            <Ms times={times} part="p99" />
          </tr>
        ))}
        <tr>
          <Td className="font-medium">{t("timedOut")}</Td>
          <Td colSpan={3} className="text-right">
            {format.number(timedOut)}
          </Td>
        </tr>
      </tbody>
    </Table>
  );
}

function Hottest({ hottest }: Pick<LockBoard, "hottest">) {
  const t = useTranslations("adminLocks");
  const format = useFormatter();
  const most = Math.max(1, ...hottest.map(({ taken }) => taken));
  if (hottest.length === 0) return <p className="text-sm text-soft">{t("noTimes")}</p>;
  return (
    <Table label={t("hottest")}>
      <thead>
        <tr>
          <Th>{t("key")}</Th>
          <Th className="text-right">{t("taken")}</Th>
          <Th className="text-right">
            {t("wait")} {t("p95")}
          </Th>
          <Th className="text-right">
            {t("hold")} {t("p95")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {hottest.map(({ key, name, taken, wait, hold }) => (
          <tr key={key}>
            <Td>
              <LockName lockKey={key} name={name} />
              <span
                aria-hidden
                className="mt-1 block h-1 rounded-full bg-accent"
                style={{ width: `${(100 * taken) / most}%` }}
              />
            </Td>
            <Td className="text-right">{format.number(taken)}</Td>
            <Ms times={wait} part="p95" />
            <Ms times={hold} part="p95" />
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Ms({ times, part }: { times: Percentiles; part: keyof Percentiles }) {
  const t = useTranslations("adminLocks");
  const value = times[part];
  return (
    <Td className="text-right whitespace-nowrap">
      {value === null ? "–" : t("ms", { value: value < 10 ? value : Math.round(value) })}
    </Td>
  );
}
