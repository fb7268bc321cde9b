import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

function liveGauge(registry: Registry, name: string, help: string, which: keyof LiveCounts): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(cache.lockstepLiveCounts?.[which]() ?? 0);
    },
  });
}

function build() {
  const registry = new Registry();
  // Each app process counts for itself; the label keeps their series apart behind one port.
  registry.setDefaultLabels({ process: String(process.pid) });
  collectDefaultMetrics({ register: registry });
  liveGauge(registry, "lockstep_live_streams", "Pages that are told of changes.", "streams");
  liveGauge(
    registry,
    "lockstep_live_topics",
    "Products, coupons and rankings that some page watches.",
    "topics",
  );
  return {
    registry,
    requests: new Counter({
      name: "lockstep_http_requests_total",
      help: "API requests by operation and status.",
      labelNames: ["operation", "status"] as const,
      registers: [registry],
    }),
    duration: new Histogram({
      name: "lockstep_http_request_seconds",
      help: "Time from the request's start to its answer, by operation.",
      labelNames: ["operation"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers: [registry],
    }),
    hangUps: new Counter({
      name: "lockstep_client_hangups_total",
      help: "Requests whose caller hung up before the answer, by operation.",
      labelNames: ["operation"] as const,
      registers: [registry],
    }),
    busy: new Counter({
      name: "lockstep_waiting_room_refusals_total",
      help: "Orders, claims and top-ups that the waiting room had no place for (503 BUSY).",
      registers: [registry],
    }),
    passwordHashes: new Counter({
      name: "lockstep_password_hashes_total",
      help: "Passwords that were hashed, to be kept or to be compared.",
      registers: [registry],
    }),
    lockEvents: new Counter({
      name: "lockstep_lock_events_total",
      help: "What happened to locks: acquired, waited, timed-out, lost, released.",
      labelNames: ["event"] as const,
      registers: [registry],
    }),
    lockWait: new Histogram({
      name: "lockstep_lock_wait_seconds",
      help: "Time from asking for a lock to holding it.",
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15],
      registers: [registry],
    }),
    lockHold: new Histogram({
      name: "lockstep_lock_hold_seconds",
      help: "Time from holding a lock to its release.",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
      registers: [registry],
    }),
  };
}

interface LiveCounts {
  readonly streams: () => number;
  readonly topics: () => number;
}

const cache = globalThis as typeof globalThis & {
  lockstepMetrics?: ReturnType<typeof build>;
  lockstepLiveCounts?: LiveCounts;
};

/** The process's metrics. */
export function metrics(): ReturnType<typeof build> {
  cache.lockstepMetrics ??= build();
  return cache.lockstepMetrics;
}

/** Shows how many live pages the process serves, and how many things they watch: none before the first page. */
export function observeLive(counts: LiveCounts): void {
  cache.lockstepLiveCounts = counts;
}
