/**
 * What a page can watch: a product's stock, a coupon's remaining, the best sellers; the dashboard's overview, its locks,
 * a simulated rush.
 */
export type Topic =
  | `product:${string}`
  | `coupon:${string}`
  | `popular:${PopularPeriod}`
  | `rush:${string}`
  | "overview"
  | "locks";

/** The rankings that there are. */
export type PopularPeriod = "today" | "week";

export const productTopic = (id: string): Topic => `product:${id}`;
export const couponTopic = (id: string): Topic => `coupon:${id}`;
export const rushTopic = (id: string): Topic => `rush:${id}`;
export const POPULAR_TOPICS: readonly Topic[] = ["popular:today", "popular:week"];

const TOPIC = /^(?:(?:product|coupon|rush):[A-Za-z0-9_-]{1,64}|popular:(?:today|week)|overview|locks)$/;

/** Whether a text, heard from another process, names a topic. */
export const isTopic = (text: unknown): text is Topic => typeof text === "string" && TOPIC.test(text);

/** The ids in the topics of one kind. */
export const idsIn = (kind: "product" | "coupon" | "rush", topics: readonly Topic[]): string[] =>
  topics.flatMap((topic) => (topic.startsWith(`${kind}:`) ? [topic.slice(kind.length + 1)] : []));
