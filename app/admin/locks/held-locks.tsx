"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { LockBoard } from "#lib/admin/schema.ts";
import { LockName } from "./lock-name.tsx";
import { ReleaseButton } from "./release-button.tsx";

/** So many of a queue are named; the number says how many there are. */
const NAMED = 5;

type HeldLock = LockBoard["items"][number];

/** Every held lock with its waiters. What is asked about stays as it was, though its holder has gone on. */
export function HeldLocks({ items }: Pick<LockBoard, "items">) {
  const t = useTranslations("adminLocks");
  const format = useFormatter();
  const [asked, setAsked] = useState<HeldLock | null>(null);
  const others = items.filter(({ key }) => key !== asked?.key);
  const shown = asked ? [...others, asked].sort((a, b) => (a.key < b.key ? -1 : 1)) : items;
  if (shown.length === 0) return <EmptyState title={t("none")} />;
  return (
    <Table label={t("intro")}>
      <thead>
        <tr>
          <Th>{t("key")}</Th>
          <Th>{t("holder")}</Th>
          <Th>{t("token")}</Th>
          <Th className="text-right">{t("held")}</Th>
          <Th className="text-right">{t("lease")}</Th>
          <Th className="text-right">{t("shoppers")}</Th>
          <Th>{t("inLine")}</Th>
          <Th>
            <span className="sr-only">{t("release")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {shown.map((lock) => (
          <tr key={lock.key} data-testid="held-lock">
            <Td>
              <LockName lockKey={lock.key} name={lock.name} />
            </Td>
            <Td className="font-mono text-xs">{lock.holder ?? t("nobody")}</Td>
            <Td className="font-mono text-xs">{lock.token ?? "–"}</Td>
            <Td className="text-right whitespace-nowrap">{t("ms", { value: lock.heldMs })}</Td>
            <Td className="text-right whitespace-nowrap">{t("ms", { value: lock.leaseMs })}</Td>
            <Td className="text-right">{format.number(lock.shoppers)}</Td>
            <Td>
              <span className="tabular-nums">{format.number(lock.waiting)}</span>
              <Queue lock={lock} />
            </Td>
            <Td className="text-right">
              <ReleaseButton lock={lock} onAsking={(isAsking) => setAsked(isAsking ? lock : null)} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Queue({ lock: { key, queue } }: { lock: HeldLock }) {
  const t = useTranslations("adminLocks");
  if (queue.length === 0) return null;
  return (
    <ol aria-label={t("queueOf", { key })} className="mt-1 grid gap-0.5 text-xs whitespace-nowrap text-soft">
      {queue.slice(0, NAMED).map(({ holder, waitingMs }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place in line is what it shows
        <li key={at}>{t("queue", { holder, ms: waitingMs })}</li>
      ))}
      {queue.length > NAMED ? <li>…</li> : null}
    </ol>
  );
}
