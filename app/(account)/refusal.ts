/** Why a form of the account was refused, as its answer or the address of the page says. */
export interface Refusal {
  readonly code: string;
  readonly reason?: string | undefined;
  readonly wait?: number | undefined;
}

const BY_REASON = {
  ACCOUNT_NOT_OPENED: "notOpened",
  PASSWORD_TOO_COMMON: "tooCommon",
  WRONG_PASSWORD: "wrongPassword",
  LINK_EXPIRED: "linkExpired",
  DEMO: "demo",
} as const;
const BY_CODE = {
  UNAUTHENTICATED: "wrong",
  ACCOUNT_BANNED: "banned",
  UNAVAILABLE: "busy",
  BUSY: "busy",
  NETWORK: "network",
} as const;
const LONGEST_IN_SECONDS = 90;

type Words = (typeof BY_REASON)[keyof typeof BY_REASON] | (typeof BY_CODE)[keyof typeof BY_CODE] | "invalid";

/** The name of the sentence that tells a refusal, and what stands in it. */
export function wordsFor({
  code,
  reason,
  wait,
}: Refusal):
  | { readonly key: `refusals.${Words}` }
  | { readonly key: "refusals.waitSeconds" | "refusals.waitMinutes"; readonly values: { count: number } } {
  if (code === "RATE_LIMITED") {
    const seconds = wait ?? 1;
    return seconds <= LONGEST_IN_SECONDS
      ? { key: "refusals.waitSeconds", values: { count: seconds } }
      : { key: "refusals.waitMinutes", values: { count: Math.ceil(seconds / 60) } };
  }
  const byReason = Object.entries(BY_REASON).find(([name]) => name === reason)?.[1];
  const byCode = Object.entries(BY_CODE).find(([name]) => name === code)?.[1];
  return { key: `refusals.${byReason ?? byCode ?? "invalid"}` };
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The refusal that a page's address tells, where a browser was led back without a script. */
export function refusalIn(query: Query): Refusal | null {
  const { refused, reason, wait } = query;
  if (typeof refused !== "string") return null;
  const seconds = Number(wait);
  return {
    code: refused,
    reason: typeof reason === "string" ? reason : undefined,
    wait: Number.isInteger(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : undefined,
  };
}
