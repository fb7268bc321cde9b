/** PostgreSQL's number of the type text[]. */
const TEXT_ARRAY = 1009;

/** A list of texts as PostgreSQL writes one. */
const serialize = (values: readonly string[]): string =>
  `{${values.map((value) => `"${value.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;

/**
 * Lists of texts as parameters, which is all that the shop sends of arrays. The driver would ask each new connection
 * for all array types, and nobody hears when that fails: an unhandled rejection.
 */
export const textArrays = {
  text: { to: TEXT_ARRAY, from: [], serialize, parse: (value: string) => value },
};
