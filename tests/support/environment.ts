import { z } from "zod";

const Environment = z.object({
  APP_URL: z.url(),
  DATABASE_URL: z.string(),
  REDIS_URL: z.string(),
  DATA_DIR: z.string(),
  ADMIN_EMAIL: z.string(),
  ADMIN_PASSWORD: z.string(),
});

/** The running shop that `npm test` started for the tests, over two app processes. */
export const shop = Environment.parse(process.env);
