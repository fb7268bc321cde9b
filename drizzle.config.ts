import { defineConfig } from "drizzle-kit";

/** Set by `npm run db:studio`; generating migrations needs no database. */
const { DATABASE_URL } = process.env;

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  ...(DATABASE_URL ? { dbCredentials: { url: DATABASE_URL } } : {}),
});
