import exec from "@medusajs/medusa/commands/exec";

await exec.default({ file: "seed.js", args: process.argv.slice(2) });
