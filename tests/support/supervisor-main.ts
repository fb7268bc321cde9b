import { AppProcesses } from "../../server/app-processes.ts";

/** A supervisor with one app process, by itself, so that a test can kill both, or stop this one. */
const app = new AppProcesses(1, process.env, () => process.send?.({ pids: app.pids }));
await app.start(Number(process.env["PORT"]), process.env["APP_URL"] ?? "");
process.send?.("ready");
