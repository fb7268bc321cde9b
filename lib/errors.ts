/** What a shopper or caller can be refused for: the status and title of each. A code without them does not compile. */
export const ERRORS = {
  VALIDATION: { status: 400, title: "The request is not valid" },
  UNAUTHENTICATED: { status: 401, title: "Sign in first" },
  INSUFFICIENT_POINTS: { status: 402, title: "Not enough points" },
  FORBIDDEN: { status: 403, title: "Not allowed" },
  SIGN_IN_AGAIN: { status: 403, title: "Show your password again first" },
  ACCOUNT_BANNED: { status: 403, title: "This account is closed" },
  CROSS_ORIGIN: { status: 403, title: "Requests from other sites are refused" },
  NOT_FOUND: { status: 404, title: "Not found" },
  PRODUCT_NOT_FOUND: { status: 404, title: "No such product" },
  COUPON_NOT_FOUND: { status: 404, title: "No such coupon" },
  ORDER_NOT_FOUND: { status: 404, title: "No such order" },
  USER_NOT_FOUND: { status: 404, title: "No such person" },
  LOCK_NOT_FOUND: { status: 404, title: "Nobody holds this lock" },
  METHOD_NOT_ALLOWED: { status: 405, title: "The address does not take this method" },
  OUT_OF_STOCK: { status: 409, title: "Not enough in stock" },
  PRICE_CHANGED: { status: 409, title: "The price has changed" },
  COUPON_ALREADY_USED: { status: 409, title: "This coupon has been used" },
  COUPON_ALREADY_CLAIMED: { status: 409, title: "You already have this coupon" },
  COUPON_SOLD_OUT: { status: 409, title: "All of these coupons are gone" },
  COUPON_QUANTITY_BELOW_ISSUED: { status: 409, title: "More of this coupon are already issued" },
  ORDER_NOT_CANCELLABLE: { status: 409, title: "This order can't be cancelled" },
  LAST_ADMIN: { status: 409, title: "The shop needs an admin" },
  STALE: { status: 409, title: "It was changed meanwhile" },
  RUSH_RUNNING: { status: 409, title: "Another rush is running" },
  ACCOUNT_CHANGED: { status: 409, title: "Another account is signed in now" },
  IDEMPOTENCY_IN_FLIGHT: { status: 409, title: "The same request is still at work" },
  BODY_TOO_LARGE: { status: 413, title: "The request is too large" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "Send JSON" },
  COUPON_NOT_APPLICABLE: { status: 422, title: "The coupon does not apply to this order" },
  COUPON_NOT_OPEN: { status: 422, title: "The coupon can't be claimed now" },
  NOT_ON_SALE: { status: 422, title: "Not on sale yet" },
  BALANCE_LIMIT: { status: 422, title: "The wallet would hold too many points" },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: "The key belongs to another request" },
  RATE_LIMITED: { status: 429, title: "Too many requests" },
  INTERNAL: { status: 500, title: "Something went wrong on our side" },
  LOCK_TIMEOUT: { status: 503, title: "The line is too long right now" },
  OUTCOME_UNKNOWN: { status: 503, title: "It is not known yet whether this was done" },
  BUSY: { status: 503, title: "The waiting room is full" },
  UNAVAILABLE: { status: 503, title: "The shop can't do this right now" },
} as const satisfies Record<string, { status: number; title: string }>;

/** The name of a refusal, part of the contract with callers. */
export type ErrorCode = keyof typeof ERRORS;

/** What some refusals tell beside their sentence. */
interface ErrorFacts {
  VALIDATION: { errors: { path: string; message: string }[]; reason?: string };
  OUT_OF_STOCK: { productId: string; available: number };
  INSUFFICIENT_POINTS: { balance: number; required: number };
  PRICE_CHANGED: { expectedTotal: number; total: number };
  COUPON_NOT_APPLICABLE: { reason: CouponRefusal };
  COUPON_NOT_OPEN: { startsAt: string; endsAt: string };
  NOT_ON_SALE: { productId: string; startsAt: string };
  STALE: { current: unknown };
  RATE_LIMITED: { retryAfter: number };
}

/** Why a coupon does not apply to an order. */
export type CouponRefusal = "expired" | "minimum-order";

type FactsOf<C extends ErrorCode> = C extends keyof ErrorFacts
  ? [facts: ErrorFacts[C]]
  : [facts?: { reason: string }];

/** An expected failure: a code that callers can rely on, a sentence for people, and the facts of the case. */
export class DomainError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "DomainError";
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: C,
    detail: string,
    ...[facts]: FactsOf<C>
  ) {
    super(detail);
    this.facts = facts ?? {};
  }
}

/**
 * Whether an error is an expected failure, with this code where one is named. By its name, not by the class: the
 * bundler puts the pages' and the routes' copies of this module into one process, and hot reload adds more.
 */
export function isDomainError<C extends ErrorCode>(error: unknown, code?: C): error is DomainError<C> {
  if (!(error instanceof Error && error.name === "DomainError" && "code" in error)) return false;
  return code === undefined || error.code === code;
}
