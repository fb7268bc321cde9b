"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Overview } from "#lib/admin/schema.ts";
import { Chart } from "./_charts/chart.tsx";

const STEP = 5;
const POINTS = 60;
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;

const stepOf = (ms: number) => Math.floor(ms / 1_000 / STEP) * STEP;

/** Orders, sold-outs and waits a second in the last five minutes, as they happen. */
export function PulseChart({ pulse, madeAt }: { pulse: Overview["pulse"]; madeAt: number }) {
  const t = useTranslations("admin");
  const format = useFormatter();
  const now = useSteps(madeAt);
  const rows = rowsOf(pulse, now);
  return (
    <Chart
      title={t("pulseText")}
      xLabel={t("when")}
      rows={rows}
      xText={(x) => format.dateTime(new Date(x * 1_000), TIME)}
      valueText={(value) => format.number(value, { maximumFractionDigits: 1 })}
      series={[
        { key: "orders", label: t("pulseOrders"), tone: "accent" },
        { key: "soldOuts", label: t("pulseSoldOuts"), tone: "bad" },
        { key: "waits", label: t("pulseWaits"), tone: "soft" },
      ]}
      empty={null}
    />
  );
}

/** The last step of the clock, moving on. */
function useSteps(madeAt: number): number {
  const [step, setStep] = useState(stepOf(madeAt));
  useEffect(() => {
    const move = () => setStep(stepOf(Date.now()));
    move();
    const timer = setInterval(move, STEP * 1_000);
    return () => clearInterval(timer);
  }, []);
  return step;
}

function rowsOf(pulse: Overview["pulse"], now: number) {
  const sums = new Map<number, { orders: number; soldOuts: number; waits: number }>();
  for (const { at, orders, soldOuts, waits } of pulse) {
    const x = Math.floor(at / STEP) * STEP;
    const sum = sums.get(x) ?? { orders: 0, soldOuts: 0, waits: 0 };
    sums.set(x, {
      orders: sum.orders + orders,
      soldOuts: sum.soldOuts + soldOuts,
      waits: sum.waits + waits,
    });
  }
  return Array.from({ length: POINTS }, (_, index) => {
    const x = now - STEP * (POINTS - 1 - index);
    const { orders, soldOuts, waits } = sums.get(x) ?? { orders: 0, soldOuts: 0, waits: 0 };
    return { x, values: { orders: orders / STEP, soldOuts: soldOuts / STEP, waits: waits / STEP } };
  });
}
