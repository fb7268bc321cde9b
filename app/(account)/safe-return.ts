/** Where to go after signing in: a page of this site, whatever the address says. */
export function safeReturn(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}
