import { orderNumber } from "#app/(shop)/orders/order-number.ts";

/** A number that people can say, as a shopper's receipt has it: the end of an id, which is the part that differs. */
export const shortId = (id: string): string => `#${orderNumber(id)}`;
