import { resolve } from "node:path";

/** Where the tests' shop keeps its data. */
export const TEST_DATA_DIR = resolve(".data-test");
/** Where the tests' build is, so that it never touches a running shop's. */
export const TEST_DIST_DIR = ".next-test";
