/** The most that a picture may hold that an admin uploads. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
