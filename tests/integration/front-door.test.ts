import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { FrontDoor } from "#server/front-door.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { freePort } from "#tests/support/redis-server.ts";

const HOLD_MS = 300;

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.literal(503),
  code: z.literal("UNAVAILABLE"),
  detail: z.string(),
});

const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A door behind which nobody is. */
async function emptyDoor(holdMs = HOLD_MS): Promise<string> {
  const door = new FrontDoor(holdMs);
  const port = await freePort();
  await door.listen(port);
  ends.push(() => door.close());
  return `http://localhost:${port}`;
}

describe("a door behind which no process is", () => {
  it("holds a visitor for a while, then says in both languages that the shop is closed", async () => {
    const holdMs = 3_000;
    const url = await emptyDoor(holdMs);
    const asked = performance.now();
    const first = await fetch(`${url}/products`, { headers: { "accept-language": "en-GB" } });
    expect(performance.now() - asked).toBeGreaterThan(holdMs - 50);
    expect(first.status).toBe(503);
    expect(Number(first.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(first.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await first.text();
    expect(page).toContain('<html lang="en"');
    expect(page).toContain("We are putting the shelves in order</h1>");
    expect(page).toContain('<section lang="ko"><h2>매장을 정리하고 있어요</h2>');

    // Who comes later need not wait as well.
    const again = performance.now();
    const second = await fetch(`${url}/ko/products`, { headers: { "accept-language": "ko-KR,ko;q=0.9" } });
    expect(await second.text()).toContain("매장을 정리하고 있어요</h1>");
    expect(performance.now() - again).toBeLessThan(holdMs);
  });

  it("tells callers of the API in the API's words, also those who send a body", async () => {
    const url = await emptyDoor();
    const body = JSON.stringify({ items: [] });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/api/checkout`, { method: "POST", headers, body });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    Problem.parse(await answer.json());
  });

  it("survives who says nothing, or hangs up", async () => {
    const url = await emptyDoor();
    const silent = connect(Number(new URL(url).port));
    await once(silent, "connect");
    const gone = connect(Number(new URL(url).port));
    await once(gone, "connect");
    gone.resetAndDestroy();
    expect((await fetch(url)).status).toBe(503);
    silent.destroy();
  });
});

describe("a shop whose only process dies", () => {
  it("keeps its callers until the next one is there", async () => {
    const { app, url } = await startProcesses(1);
    ends.push(() => app.stop());
    const [pid = 0] = app.pids;
    process.kill(pid, "SIGKILL");
    // Until its end is heard, a connection may still be handed to it.
    while (app.pids.includes(pid)) await pause(5);
    const answers = await Promise.all([fetch(`${url}/api/products`), fetch(`${url}/products`)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
