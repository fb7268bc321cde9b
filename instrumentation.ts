/** Next runs this once in every app process, which then has the shop's own code in the way of its requests. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { PageServer } = await import("#server/pages/page-server.ts");
  Object.assign(globalThis, { LockstepPageServer: PageServer });
}
