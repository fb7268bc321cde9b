import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { cookieOf, newShoppers } from "#tests/support/people.ts";
import { Schema } from "./from-schema.ts";

const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  schema: Schema,
});
const Body = z.looseObject({
  content: z.looseObject({ "application/json": z.looseObject({ schema: Schema }).optional() }),
});
const Operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(Parameter).default([]),
  requestBody: Body.optional(),
});
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), Schema) }),
});
const Actions = z.looseObject({
  node: z.record(z.string(), z.looseObject({ workers: z.record(z.string(), z.unknown()) })),
});

/** One operation of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly z.infer<typeof Parameter>[];
  readonly body: Schema | undefined;
}

/** A server action: its id, and the page that has it. */
export interface ServerAction {
  readonly id: string;
  readonly page: string;
}

/** What the generator knows of the running shop. */
export interface World {
  readonly operations: readonly Operation[];
  readonly components: Readonly<Record<string, Schema>>;
  readonly actions: readonly ServerAction[];
  /** Ids and slugs of the generator's own goods. */
  readonly ids: readonly string[];
  readonly slugs: readonly string[];
  /** `Cookie` headers of signed-in people; the last one is the admin's. */
  readonly sessions: readonly string[];
  /** What must never stand in an answer. */
  readonly secrets: readonly string[];
}

/** Looks at the shop, and puts goods and people into it whom the requests may name. */
export async function exploreShop(): Promise<World> {
  const { paths, components } = Document.parse((await visitor.get("/api/openapi.json")).body);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content["application/json"]?.schema,
    })),
  );
  const products = await Promise.all(
    Array.from({ length: 4 }, () => newProduct({ stock: 1_000_000, price: 10 })),
  );
  const coupons = await Promise.all(Array.from({ length: 3 }, () => newCoupon({ totalQuantity: 1_000_000 })));
  const shoppers = await newShoppers(4, 50_000_000);
  return {
    operations,
    components: components.schemas,
    actions: readActions(),
    ids: [...products, ...coupons].map(({ id }) => id),
    slugs: products.map(({ slug }) => slug),
    sessions: [...shoppers.map(({ session }) => session), await adminSession()],
    secrets: [shop.ADMIN_PASSWORD, shop.DATABASE_URL, shop.REDIS_URL, ...secretsOf(process.env)],
  };
}

const secretsOf = ({ AUTH_SECRET }: NodeJS.ProcessEnv): string[] => (AUTH_SECRET ? [AUTH_SECRET] : []);

async function adminSession(): Promise<string> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = shop;
  return cookieOf((await visitor.post("/api/auth/sign-in/email", { email, password })).headers);
}

/** The build names its server actions, and the pages that have each. */
function readActions(): ServerAction[] {
  const file = join(process.env["NEXT_DIST_DIR"] ?? ".next", "server/server-reference-manifest.json");
  const { node } = Actions.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(node).flatMap(([id, { workers }]) =>
    Object.keys(workers).map((worker) => ({
      id,
      page: worker.replace(/^app|\/\([^)]*\)|\/page$/g, "") || "/",
    })),
  );
}
