import { fileURLToPath } from "node:url";

/** Every script works from the project's root, wherever it is called from. */
process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
