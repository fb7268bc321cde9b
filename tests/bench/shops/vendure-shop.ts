import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { z } from "zod";
import { freePort } from "#server/processes.ts";
import { type Answer, JsonClient } from "./json-client.ts";
import { PeerFolder } from "./peer-folder.ts";
import { type Buy, notSold, type OpenShop, type Shop } from "./shop.ts";

const Prepared = z.object({
  emails: z.array(z.string()),
  products: z.array(z.string()),
  shippingMethod: z.string(),
  paymentMethod: z.string(),
});
const Result = z.object({
  __typename: z.string(),
  errorCode: z.string().optional(),
  message: z.string().optional(),
  transitionError: z.string().optional(),
});
const Answered = z.object({
  data: z.record(z.string(), Result.nullable()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

const TOLD = "__typename ... on ErrorResult { errorCode message }";
const STATE_TOLD = `${TOLD} ... on OrderStateTransitionError { transitionError }`;
/** What could not be bought would be in the next order too. */
const EMPTY_CART = `mutation {
  transitionOrderToState(state: "AddingItems") { __typename }
  removeAllOrderLines { __typename }
}`;
const NONE_LEFT = /INSUFFICIENT_STOCK_ERROR|insufficient stock/i;
const PAID = ["PaymentAuthorized", "PaymentSettled"];

/** The fewest mutations from nothing to a paid order that Vendure's order process takes of a signed-in customer. */
const mutationsOf = (id: string, { shippingMethod, paymentMethod }: z.infer<typeof Prepared>) => [
  `addItemToOrder(productVariantId: "${id}", quantity: 1) { ${TOLD} }`,
  `setOrderShippingMethod(shippingMethodId: ["${shippingMethod}"]) { ${TOLD} }`,
  `transitionOrderToState(state: "ArrangingPayment") { ${STATE_TOLD} }`,
  `addPaymentToOrder(input: { method: "${paymentMethod}", metadata: {} }) { ${STATE_TOLD} }`,
];

/** Each mutation in a request of its own, as storefronts do, or all in one, as GraphQL allows. */
const WAYS: Readonly<Record<string, (mutations: readonly string[]) => string[]>> = {
  "a request a step": (mutations) => mutations.map((mutation) => `mutation { ${mutation} }`),
  "all steps in one request": (mutations) => [`mutation { ${mutations.join("\n")} }`],
};

/** Starts Vendure: a server and a worker. Its shop can be used in two ways, that are measured each on its own. */
export const openVendure: OpenShop = async ({ databaseUrl, redisUrl, buyers, turns, stock }) => {
  const password = randomBytes(12).toString("hex");
  const port = await freePort();
  const folder = new PeerFolder("vendure", {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PORT: String(port),
    ADMIN_PASSWORD: password,
    VENDURE_DISABLE_TELEMETRY: "true",
  });
  await folder.install();
  const products = Object.keys(WAYS).length * turns;
  const prepared = Prepared.parse(
    await folder.run("prepare.mjs", [buyers, products, stock], { MAKE_TABLES: "1" }),
  );
  await Promise.all([folder.keep("serve.mjs"), folder.keep("work.mjs")]);
  const client = new JsonClient(`http://127.0.0.1:${port}`, buyers);
  const tokens = await Promise.all(prepared.emails.map((email) => signIn(client, email, password)));
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });

  const shopOf = (way: string): Shop => ({
    name: `Vendure ${folder.versionOf("@vendure/core")}`,
    way,
    stock,
    writes: mutationsOf("", prepared).length,
    buyers: tokens.map((token) =>
      buyerOf(client, token, (id) => WAYS[way]?.(mutationsOf(id, prepared)) ?? []),
    ),
    nextProduct: async () => prepared.products.pop() ?? "",
    truth: async (productId) => {
      const [row] = await sql<{ sold: number; taken: number }[]>`
        select
          (select coalesce(sum(line.quantity), 0)::int from order_line line join "order" o on o.id = line."orderId"
           where line."productVariantId" = ${Number(productId)} and o.state in ${sql(PAID)}) as sold,
          (select coalesce(sum("stockAllocated"), 0)::int from stock_level
           where "productVariantId" = ${Number(productId)}) as taken`;
      return { sold: row?.sold ?? Number.NaN, taken: row?.taken ?? Number.NaN };
    },
    pids: () => folder.pids(),
  });
  return {
    shops: Object.keys(WAYS).map(shopOf),
    stop: async () => {
      await Promise.all([client.close(), sql.end(), folder.stop()]);
    },
  };
};

async function signIn(client: JsonClient, email: string, password: string): Promise<string> {
  const query = `mutation ($email: String!, $password: String!) { login(username: $email, password: $password) { __typename } }`;
  const { headers, body } = await client.post("/shop-api", { query, variables: { email, password } }, {});
  const token = headers["vendure-auth-token"];
  if (typeof token !== "string") throw new Error(`Vendure did not sign in: ${JSON.stringify(body)}`);
  return token;
}

function buyerOf(client: JsonClient, token: string, requestsFor: (id: string) => readonly string[]): Buy {
  const headers = { authorization: `Bearer ${token}` };
  return async (id) => {
    const requests = requestsFor(id);
    for (const [index, query] of requests.entries()) {
      const wrong = whatIsWrong(await client.post("/shop-api", { query }, headers));
      if (wrong === null) continue;
      await client.post("/shop-api", { query: EMPTY_CART }, headers);
      return notSold(wrong, index + 1, NONE_LEFT);
    }
    return { outcome: "sold", requests: requests.length };
  };
}

/** Why a mutation of the answer did not go through, or null when all did. */
function whatIsWrong({ status, body }: Answer): string | null {
  const answered = Answered.safeParse(body);
  if (!answered.success) return `status ${status}, no GraphQL`;
  const { data, errors = [] } = answered.data;
  const refusal = Object.values(data ?? {}).find((result) => result && result.__typename !== "Order");
  if (refusal) return `${refusal.errorCode}: ${refusal.transitionError ?? refusal.message}`;
  if (errors[0]) return errors[0].message;
  return status === 200 ? null : `status ${status}`;
}
