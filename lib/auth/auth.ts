import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { db } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";
import { env } from "#lib/env.ts";
import { usesSecureCookies } from "#lib/http/cookie.ts";
import { SESSION_SECONDS, sessionCookieName } from "#lib/http/session-cookie.ts";
import { log } from "#lib/observability/log.ts";
import { hash, verify } from "./password-hash.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "./schema.ts";

const DAY_SECONDS = 24 * 60 * 60;

/** Where better-auth believes itself to be. */
export const authBaseUrl = (): URL => new URL(env().PUBLIC_URL ?? env().APP_URL);

function configure() {
  return betterAuth({
    appName: "Lockstep",
    secret: env().AUTH_SECRET,
    baseURL: authBaseUrl().origin,
    basePath: "/api/auth",
    database: drizzleAdapter(db(), { provider: "pg", usePlural: true, schema }),
    emailAndPassword: {
      enabled: true,
      // Accounts are opened in one transaction of ours.
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash, verify },
    },
    user: {
      additionalFields: { role: { type: "string", required: false, defaultValue: "shopper", input: false } },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY_SECONDS },
    // Our own limits hold across processes.
    rateLimit: { enabled: false },
    // The database's failures are told from refusals where every route tells them.
    onAPIError: { throw: true },
    advanced: {
      // The whole name of the cookie is ours, with the prefix that TLS allows.
      useSecureCookies: false,
      cookies: {
        session_token: { name: sessionCookieName(), attributes: { secure: usesSecureCookies() } },
      },
      ipAddress: { ipAddressHeaders: ["x-real-ip"] },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => log()[level]({ from: "better-auth" }, message) },
  });
}

type Auth = ReturnType<typeof configure>;
let configured: Auth | undefined;

/** better-auth, set up for the shop: signing in and out by e-mail and password, sessions in Postgres. */
export function auth(): Auth {
  configured ??= configure();
  return configured;
}
