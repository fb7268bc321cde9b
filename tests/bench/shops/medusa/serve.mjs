import start from "@medusajs/medusa/commands/start";

process.on("disconnect", () => process.exit());
await start.default({ directory: process.cwd(), port: Number(process.env["PORT"]), host: "127.0.0.1" });
process.send?.("ready");
