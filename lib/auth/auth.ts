import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "#db/client.ts";
import { failureCode } from "#db/failures.ts";
import * as schema from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { ownOrigins } from "#lib/http/own-origin.ts";
import { usesSecureCookies } from "#lib/http/session-cookie.ts";
import { log } from "#lib/observability/log.ts";
import { openWallet } from "#lib/points/open-wallet.ts";

const DAY_SECONDS = 24 * 60 * 60;

function configure() {
  return betterAuth({
    appName: "Lockstep",
    secret: env().AUTH_SECRET,
    baseURL: env().PUBLIC_URL ?? env().APP_URL,
    basePath: "/api/auth",
    database: drizzleAdapter(db(), { provider: "pg", usePlural: true, schema }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      additionalFields: { role: { type: "string", required: false, defaultValue: "shopper", input: false } },
    },
    session: { expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    databaseHooks: { user: { create: { after: async (user) => openWallet(user.id) } } },
    // The hosts by which this machine is reached, besides the address that is told to everybody.
    trustedOrigins: (request) => (request ? ownOrigins((name) => request.headers.get(name)) : []),
    // Our own limits hold across processes.
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: usesSecureCookies(),
      ipAddress: { ipAddressHeaders: ["x-real-ip"] },
    },
    // A database that is away is ours to tell of; what better-auth refuses by itself it answers by itself.
    onAPIError: {
      onError: (error) => {
        if (failureCode(error) !== null) throw error;
      },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => log()[level]({ from: "better-auth" }, message) },
  });
}

type Auth = ReturnType<typeof configure>;
let configured: Auth | undefined;

/** better-auth, set up for the shop: e-mail and password, sessions in Postgres. */
export function auth(): Auth {
  configured ??= configure();
  return configured;
}
