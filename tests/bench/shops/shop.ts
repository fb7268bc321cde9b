/** What came of one buyer's whole checkout. */
export interface Attempt {
  /** `failed`: neither an order nor a clear word that none is left. */
  readonly outcome: "sold" | "refused" | "failed";
  readonly requests: number;
  /** Why it failed. */
  readonly reason?: string;
}

/** A checkout that came to nothing: what it was told decides whether that was the stock's end. */
export const notSold = (reason: string, requests: number, noneLeft: RegExp): Attempt =>
  noneLeft.test(reason) ? { outcome: "refused", requests } : { outcome: "failed", requests, reason };

/** What a shop's own database says of a product after the run. */
export interface Truth {
  /** Units in paid orders. */
  readonly sold: number;
  /** Units that the shop's own books call taken. */
  readonly taken: number;
}

/** A buyer with a session: makes one whole checkout of one unit. */
export type Buy = (productId: string) => Promise<Attempt>;

/** One way to buy in a running shop with hot products on its shelf; measured as every other. */
export interface Shop {
  readonly name: string;
  /** How an order is made. */
  readonly way: string;
  /** How many there are of each hot product. */
  readonly stock: number;
  /** What an order writes: requests, or the mutations of one. */
  readonly writes: number;
  /** One buyer for each session. */
  readonly buyers: readonly Buy[];
  /** A hot product that nobody has bought yet. */
  nextProduct(): Promise<string>;
  truth(productId: string): Promise<Truth>;
  /** The processes that serve it. */
  pids(): number[];
}

/** What a shop is opened for. */
export interface Wanted {
  readonly buyers: number;
  /** Of each hot product. */
  readonly stock: number;
  /** So many hot products are sold, each in one turn. */
  readonly turns: number;
}

/** A shop that runs, in each way of buying. */
export interface OpenedShop {
  readonly shops: readonly Shop[];
  stop(): Promise<void>;
}

/** Starts another shop on an empty database and an empty Redis. */
export type OpenShop = (
  wanted: Wanted & { readonly databaseUrl: string; readonly redisUrl: string },
) => Promise<OpenedShop>;
