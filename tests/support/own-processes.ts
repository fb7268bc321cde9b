import { AppProcesses } from "#server/app-processes.ts";
import { freePort } from "./redis-server.ts";

/** App processes of a test's own, on the running shop's services, to be killed and stopped as the test likes. */
export async function startProcesses(count: number): Promise<{ app: AppProcesses; url: string }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = { ...process.env, NODE_ENV: "production" as const, PORT: String(port), APP_URL: url };
  const app = new AppProcesses(count, environment, () => {});
  await app.start(port, url);
  return { app, url };
}
