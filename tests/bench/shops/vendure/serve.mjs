import core from "@vendure/core";
import { config } from "./config.mjs";

process.on("disconnect", () => process.exit());
await core.bootstrap(config);
process.send?.("ready");
