import { afterAll, describe, expect, it } from "vitest";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { RedisServer } from "#tests/support/redis-server.ts";

const redis = await RedisServer.start();
const { app, url } = await startProcesses(3, { REDIS_URL: redis.url });
afterAll(async () => {
  await app.stop();
  await redis.kill();
});

const headers = { authorization: "Bearer test-metrics-token" };
const scrape = async (door: AppDoor) => textOf(await door.ask("/api/metrics", { headers }));
const processesIn = (text: string) =>
  new Set(
    [...text.matchAll(/^process_start_time_seconds\{process="(\d+)"\}/gm)].map(([, pid]) => Number(pid)),
  );

describe("one scrape", () => {
  it("tells of every process behind the port, whichever answers it, each family once", async () => {
    while (app.pids.some((pid) => !app.readyPids.includes(pid))) await new Promise(setImmediate);
    const doors = [new AppDoor(url), new AppDoor(url), new AppDoor(url)];
    for (const door of doors) {
      const text = await scrape(door);
      expect(processesIn(text)).toEqual(new Set(app.pids));
      expect(text.match(/^# TYPE lockstep_http_requests_total /gm)).toHaveLength(1);
      expect(text).toContain('lockstep_app_processes{state="answering"} 3');
      door.close();
    }
  });

  it("is not held up by a process that hangs, and counts the one that took a dead one's place", async () => {
    const [hung = 0, dead = 0] = app.pids;
    process.kill(hung, "SIGSTOP");
    let text = "";
    while (!text.includes('{state="answering"} 2')) {
      const door = new AppDoor(url);
      text = await scrape(door);
      door.close();
    }
    process.kill(hung, "SIGCONT");
    process.kill(dead, "SIGKILL");
    while (!/lockstep_app_processes_replaced_total [1-9]/.test(text) || processesIn(text).has(dead)) {
      const door = new AppDoor(url);
      text = await scrape(door);
      door.close();
    }
  });
});
