import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { createLockManager, type Lock } from "../../lib/lock/index.ts";
import type { AgentEvent, AgentOrder, StormTurn } from "./lock-agent.ts";

const redis = new Redis({ port: Number(process.argv[2]) });
redis.on("error", () => {});
let asking = "";
const locks = createLockManager({
  redis,
  onEvent: ({ type }) => {
    if (type === "queued") tell({ what: "queued", name: asking });
  },
});
const held = new Map<string, Lock>();
const waiting = new Map<string, AbortController>();

function tell(event: AgentEvent): void {
  process.send?.(event);
}

async function acquire({
  name,
  keys,
  waitMs,
  leaseMs,
}: Extract<AgentOrder, { do: "acquire" }>): Promise<void> {
  const controller = new AbortController();
  waiting.set(name, controller);
  asking = name;
  try {
    const lock = await locks.acquire(keys, { waitMs, leaseMs, signal: controller.signal });
    held.set(name, lock);
    lock.signal.addEventListener("abort", () => {
      held.delete(name);
      tell({ what: "lost", name });
    });
    tell({ what: "granted", name, token: lock.token });
  } catch (error) {
    tell({ what: "refused", name, why: error instanceof Error ? error.name : String(error) });
  } finally {
    waiting.delete(name);
  }
}

/** Takes and gives back as many locks as it can; a turn that was lost is not told, for it promises nothing. */
async function storm({ ms, leaseMs, keys }: Extract<AgentOrder, { do: "storm" }>): Promise<StormTurn[]> {
  const turns: StormTurn[] = [];
  const endsAt = performance.now() + ms;
  const pickSome = () => keys.filter(() => Math.random() < 0.5);
  const work = async () => {
    while (performance.now() < endsAt) {
      const wanted = pickSome();
      if (wanted.length === 0) continue;
      const lock = await locks.acquire(wanted, { waitMs: 5_000, leaseMs }).catch(() => null);
      if (!lock) continue;
      const from = process.hrtime.bigint();
      await pause(1);
      const to = process.hrtime.bigint();
      await lock.release();
      if (!lock.isLost) turns.push({ keys: lock.keys, token: lock.token, from, to });
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return turns;
}

process.on("message", async (order: AgentOrder) => {
  if (order.do === "acquire") await acquire(order);
  if (order.do === "abort") waiting.get(order.name)?.abort(new Error("aborted"));
  if (order.do === "release") {
    const lock = held.get(order.name);
    held.delete(order.name);
    await lock?.release();
    tell({ what: "released", name: order.name });
  }
  if (order.do === "storm") tell({ what: "stormed", name: "", turns: await storm(order) });
  if (order.do === "ping") {
    // It answers when both connections work again.
    while ((await locks.inspect().catch(() => null)) === null) await pause(5);
    tell({ what: "pong", name: "" });
  }
});
tell({ what: "pong", name: "" });
