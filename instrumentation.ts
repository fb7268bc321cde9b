/**
 * Next runs this once in every app process. It hands the shop's own code, compiled with the app, to
 * `server/app-process.mjs`, which puts it in front of Next.
 */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { handOverParts } = await import("#server/process-parts.ts");
  const { PageServer } = await import("#server/pages/page-server.ts");
  handOverParts({ PageServer, apiDoor: process.env["LOCKSTEP_DEV"] === "1" ? null : await openApiDoor() });
}

/** In development Next answers the API too, so that a handler that was changed is met at once. */
async function openApiDoor() {
  const { ApiDoor } = await import("#server/api-door.ts");
  const { API_ROUTES } = await import("#app/api/_http/api-routes.ts");
  return new ApiDoor(API_ROUTES);
}
