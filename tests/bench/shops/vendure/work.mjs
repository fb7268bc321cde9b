import core from "@vendure/core";
import { config } from "./config.mjs";

process.on("disconnect", () => process.exit());
const worker = await core.bootstrapWorker(config);
await worker.startJobQueue();
process.send?.("ready");
