/** The orders in which the catalogue can be read. Apart from the schemas, for pages that need no more. */
export const SORTS = ["popular", "newest", "price-asc", "price-desc"] as const;
