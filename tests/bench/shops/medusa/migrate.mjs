import migrate from "@medusajs/medusa/commands/db/migrate";

await migrate.default({
  directory: process.cwd(),
  skipScripts: true,
  executeAllLinks: true,
  executeAllSearch: true,
});
