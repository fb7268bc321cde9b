/** How many of one product are wanted. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}
