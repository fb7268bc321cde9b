/** A number that people can say: the end of an id, which is the part that differs. */
export const shortId = (id: string): string => `#${id.slice(-8).toUpperCase()}`;
