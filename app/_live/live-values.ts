import type { LiveCoupon, LiveNews, LivePopular, LiveProduct } from "#lib/live/schema.ts";

/** What one part of a page wants to hear about. */
export type Wish =
  | { readonly kind: "product" | "coupon"; readonly id: string }
  | { readonly kind: "popular"; readonly id: LivePopular["period"] }
  | { readonly kind: "overview"; readonly id: "1" };

type Value = LiveProduct | LiveCoupon | LivePopular | NonNullable<LiveNews["overview"]>;

/** Two estimates of the shop's clock that differ by more than this are not the same clock: it was set. */
const CLOCK_JUMP_MS = 2_000;

const keyOf = ({ kind, id }: Wish) => `${kind}:${id}`;

/** The values that this page was told, their listeners on it, and the shop's time. */
export class LiveValues {
  readonly #values = new Map<string, Value>();
  readonly #listeners = new Map<string, { readonly wish: Wish; readonly wake: Set<() => void> }>();
  readonly #clockListeners = new Set<() => void>();
  #clock: number | null = null;

  /** `onWishes` is called when something new is wanted, or something no longer. */
  constructor(private readonly onWishes: () => void) {}

  /** Everything that is wanted now. */
  get wishes(): Wish[] {
    return [...this.#listeners.values()].map(({ wish }) => wish);
  }

  /** Wakes `wake` at every change until the answer is called; what nobody wants any more is forgotten. */
  listen(wish: Wish, wake: () => void): () => void {
    const key = keyOf(wish);
    const known = this.#listeners.get(key);
    const entry = known ?? { wish, wake: new Set<() => void>() };
    entry.wake.add(wake);
    if (!known) {
      this.#listeners.set(key, entry);
      this.onWishes();
    }
    return () => {
      entry.wake.delete(wake);
      if (entry.wake.size > 0 || this.#listeners.get(key) !== entry) return;
      this.#listeners.delete(key);
      this.#values.delete(key);
      this.onWishes();
    };
  }

  /** Wakes `wake` when the shop's clock is known, or known better. */
  listenToClock(wake: () => void): () => void {
    this.#clockListeners.add(wake);
    return () => this.#clockListeners.delete(wake);
  }

  valueOf(wish: Wish): Value | undefined {
    return this.#values.get(keyOf(wish));
  }

  /**
   * How far the shop's clock is ahead of this page's own, which runs evenly whatever the device's clock is set
   * to; null while nobody told.
   */
  get clock(): number | null {
    return this.#clock;
  }

  take({ now, products = [], coupons = [], popular, overview }: LiveNews): void {
    this.#setClock(Date.parse(now) - performance.now());
    for (const product of products) this.#set({ kind: "product", id: product.id }, product);
    for (const coupon of coupons) this.#set({ kind: "coupon", id: coupon.id }, coupon);
    if (popular) this.#set({ kind: "popular", id: popular.period }, popular);
    if (overview) this.#set({ kind: "overview", id: "1" }, overview);
  }

  #set(wish: Wish, value: Value): void {
    const entry = this.#listeners.get(keyOf(wish));
    if (!entry) return;
    this.#values.set(keyOf(wish), value);
    for (const wake of entry.wake) wake();
  }

  /** News comes late, never early: of several estimates the greatest is the nearest to the truth. */
  #setClock(estimate: number): void {
    const clock = this.#clock;
    if (clock !== null && estimate <= clock && clock - estimate < CLOCK_JUMP_MS) return;
    this.#clock = estimate;
    for (const wake of this.#clockListeners) wake();
  }
}
