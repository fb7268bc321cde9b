/** The most of one product in one order, and the most lines. Apart from the schemas, for pages that need no more. */
export const MAX_QUANTITY = 1_000;
export const MAX_LINES = 50;
