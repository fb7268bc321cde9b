import { expect, it } from "vitest";
import { mergeMetrics } from "#lib/observability/merge-metrics.ts";

const text = (pid: number, value: number) => `# HELP sold_total Units, by process.
# TYPE sold_total counter
sold_total{process="${pid}"} ${value}

# HELP wait_seconds Time in line.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1",process="${pid}"} ${value}
wait_seconds_sum{process="${pid}"} 0.5
wait_seconds_count{process="${pid}"} ${value}
`;

it("tells each family once, with the series of all processes, the asked one's first", () => {
  expect(mergeMetrics([text(7, 1), text(5, 2), "# HELP up Is it?\n# TYPE up gauge\nup 1\n"])).toBe(`\
# HELP sold_total Units, by process.
# TYPE sold_total counter
sold_total{process="7"} 1
sold_total{process="5"} 2
# HELP wait_seconds Time in line.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1",process="7"} 1
wait_seconds_sum{process="7"} 0.5
wait_seconds_count{process="7"} 1
wait_seconds_bucket{le="1",process="5"} 2
wait_seconds_sum{process="5"} 0.5
wait_seconds_count{process="5"} 2
# HELP up Is it?
# TYPE up gauge
up 1
`);
});
