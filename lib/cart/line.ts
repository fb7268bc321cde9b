/** What is wanted of one product. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

/** A guest's cart: what is in it, and the name by which it is merged once. */
export interface GuestCart {
  readonly id: string;
  readonly lines: readonly CartLine[];
}
