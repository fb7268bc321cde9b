import core from "@vendure/core";

const { DefaultJobQueuePlugin, DefaultLogger, LogLevel, RedisCachePlugin, dummyPaymentHandler } = core;
const redis = new URL(process.env["REDIS_URL"] ?? "");

/**
 * Vendure as its documentation sets up production, with plug-ins of its core alone: jobs for a worker of its own,
 * the cache in Redis. No search index, no mails: they would only cost it time.
 */
export const config = {
  apiOptions: {
    hostname: "127.0.0.1",
    port: Number(process.env["PORT"]),
    shopApiPath: "shop-api",
    adminApiPath: "admin-api",
  },
  authOptions: {
    tokenMethod: "bearer",
    requireVerification: false,
    superadminCredentials: { identifier: "bench", password: process.env["ADMIN_PASSWORD"] },
  },
  dbConnectionOptions: {
    type: "postgres",
    url: process.env["DATABASE_URL"],
    synchronize: process.env["MAKE_TABLES"] === "1",
    logging: false,
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [
    DefaultJobQueuePlugin.init({ useDatabaseForBuffer: true }),
    RedisCachePlugin.init({
      redisOptions: {
        host: redis.hostname,
        port: Number(redis.port),
        password: redis.password,
        db: Number(redis.pathname.slice(1)),
      },
    }),
  ],
  logger: new DefaultLogger({ level: LogLevel.Warn }),
};
