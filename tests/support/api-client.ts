import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./api-types.d.ts";
import { shop } from "./environment.ts";

/** A typed client of the running shop's API, for a shopper's session or a visitor. */
export const apiClient = (cookie?: string): Client<paths> =>
  createClient<paths>({ baseUrl: shop.APP_URL, headers: cookie ? { cookie } : {} });
