import { z } from "zod";

/** Money, or points (1 point = 1 won): a non-negative integer. */
export const Money = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** The dearest that a product can be, so that no sum of a cart leaves the safe integers. */
export const MAX_PRICE = 100_000_000;
