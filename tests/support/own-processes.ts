import { AppProcesses } from "#server/app-processes.ts";
import { freePort } from "./redis-server.ts";

/**
 * App processes of a test's own, on the running shop's services, to be killed and stopped as the test likes.
 * `settings` are theirs instead of the running shop's.
 */
export async function startProcesses(
  count: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ app: AppProcesses; url: string }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const own = { NODE_ENV: "production" as const, PORT: String(port), APP_URL: url, ...settings };
  const environment = { ...process.env, ...own };
  const app = new AppProcesses(count, environment, () => {});
  await app.start(port, url);
  return { app, url };
}
