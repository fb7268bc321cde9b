/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "rooms-of-lib-stand-in-one-order",
      comment: "No two folders of lib import each other, directly or over others.",
      severity: "error",
      scope: "folder",
      from: { path: "^lib/" },
      to: { path: "^lib/", circular: true },
    },
    {
      name: "the-lock-has-one-entry",
      comment:
        "The shop uses of the lock what any other user of the package gets; only tests and benchmarks see more.",
      severity: "error",
      from: { pathNot: "^(lib/lock|tests)/" },
      to: { path: "^lib/lock/", pathNot: "^lib/lock/index\\.ts$" },
    },
    {
      name: "lib-knows-no-app-and-no-server",
      severity: "error",
      from: { path: "^(lib|db)/" },
      to: { path: "^(app|server)/" },
    },
    {
      name: "db-knows-only-the-settings",
      comment:
        "Data flows from lib to db; of lib, db reads the environment, and the seed the rule of a discount.",
      severity: "error",
      from: { path: "^db/" },
      to: { path: "^lib/", pathNot: "^lib/(env|values/discount)\\.ts$" },
    },
    {
      name: "lock-stands-alone",
      comment: "lib/lock can be lifted as it stands: its own files, ioredis' types and Node.",
      severity: "error",
      from: { path: "^lib/lock/", pathNot: "^lib/lock/(dist|examples)/" },
      to: { pathNot: "^lib/lock/|^node_modules/ioredis/|^node:|^(async_hooks|crypto|os)$" },
    },
    {
      name: "verbs-lock-and-announce",
      comment: "A verb of lib owns its lock, transaction and announcement, so that no caller can forget one.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/(locking/(locks|commit-guard)|stock/|announcements/announce)" },
    },
    {
      name: "links-wait-for-a-pointer",
      comment:
        "next/link fetches whatever scrolls into view; the shop's own link waits until somebody comes near.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/_components/link\\.tsx$" },
      to: { path: "^node_modules/next/link" },
    },
    {
      name: "nothing-imports-scripts-or-tests",
      severity: "error",
      from: { path: "^(app|lib|db|server)/" },
      to: { path: "^(scripts|tests)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
