import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";

const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.record(z.string(), z.string()),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
});
const Dashboard = z.object({
  title: z.string(),
  panels: z.array(
    z.object({ id: z.int(), title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
  ),
});

/** Names of metrics in a query: what stands before its labels, its range, or an end. */
const METRIC = /\b(?:lockstep|nodejs|process)_[a-z0-9_]+\b/g;

it("every metric, label and operation that the dashboard and the alerts name is told by a scrape", async () => {
  const { panels } = Dashboard.parse(JSON.parse(readFileSync("deploy/grafana-dashboard.json", "utf8")));
  const { groups } = Rules.parse(parse(readFileSync("deploy/alerts.yml", "utf8")));
  const queries = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  ];
  expect(queries.length).toBeGreaterThan(15);
  const shopper = await newShopper(10_000);
  const product = await newProduct({ stock: 1, price: 1 });
  await shopper.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] });
  const door = new AppDoor();
  const text = await textOf(
    await door.ask("/api/metrics", { headers: { authorization: "Bearer test-metrics-token" } }),
  );
  door.close();
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const named = new Set(queries.flatMap((query) => query.match(METRIC) ?? []));
  expect([...named].filter((name) => !families.includes(name))).toEqual([]);
  const operations = queries.flatMap((query) =>
    [...query.matchAll(/operation="(\w+)"/g)].map(([, id]) => id),
  );
  for (const operation of operations) expect(text).toContain(`operation="${operation}"`);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});
