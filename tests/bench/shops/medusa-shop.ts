import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { z } from "zod";
import { freePort } from "#server/processes.ts";
import { type Answer, JsonClient } from "./json-client.ts";
import { PeerFolder } from "./peer-folder.ts";
import { type Buy, notSold, type OpenShop } from "./shop.ts";

const Prepared = z.object({
  products: z.array(z.string()),
  key: z.string(),
  region: z.string(),
  shippingOption: z.string(),
});
const Cart = z.object({ cart: z.object({ id: z.string() }) });
const Payment = z.object({ payment_collection: z.object({ id: z.string() }) });
const Completed = z.object({ type: z.string(), error: z.object({ message: z.string() }).optional() });
const Problem = z.object({ message: z.string() });

const NONE_LEFT = /required inventory|not enough stock/i;
const ADDRESS = {
  first_name: "Bench",
  last_name: "Buyer",
  address_1: "1",
  city: "Seoul",
  postal_code: "04524",
  country_code: "kr",
};
const REQUESTS = 5;
/** Of a request that met another. */
const TRIES = 10;

/** Starts Medusa: a server and a worker. */
export const openMedusa: OpenShop = async ({ databaseUrl, redisUrl, buyers, turns, stock }) => {
  const [port, workerPort] = [await freePort(), await freePort()];
  const folder = new PeerFolder("medusa", {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SECRET: randomBytes(24).toString("hex"),
    MEDUSA_DISABLE_TELEMETRY: "true",
    MEDUSA_FF_CACHING: "true",
    LOG_LEVEL: "warn",
  });
  await folder.install();
  await folder.run("migrate.mjs", []);
  const prepared = Prepared.parse(await folder.run("prepare.mjs", [turns, stock]));
  await Promise.all([
    folder.keep("serve.mjs", { PORT: String(port), MEDUSA_WORKER_MODE: "server" }),
    folder.keep("serve.mjs", { PORT: String(workerPort), MEDUSA_WORKER_MODE: "worker" }),
  ]);
  const client = new JsonClient(`http://127.0.0.1:${port}`, buyers);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const buy = buyerOf(client, prepared);
  const shop = {
    name: `Medusa ${folder.versionOf("@medusajs/medusa")}`,
    way: "a request a step",
    stock,
    writes: REQUESTS,
    buyers: Array.from({ length: buyers }, () => buy),
    nextProduct: async () => prepared.products.pop() ?? "",
    truth: async (productId: string) => {
      const [row] = await sql<{ sold: number; taken: number }[]>`
        select
          (select coalesce(sum(item.quantity), 0)::int
           from order_item item join order_line_item line on line.id = item.item_id
           where line.variant_id = ${productId} and item.deleted_at is null) as sold,
          (select coalesce(sum(level.reserved_quantity), 0)::int
           from inventory_level level
           join product_variant_inventory_item link on link.inventory_item_id = level.inventory_item_id
           where link.variant_id = ${productId}) as taken`;
      return { sold: row?.sold ?? Number.NaN, taken: row?.taken ?? Number.NaN };
    },
    pids: () => folder.pids(),
  };
  return {
    shops: [shop],
    stop: async () => {
      await Promise.all([client.close(), sql.end(), folder.stop()]);
    },
  };
};

/** The fewest requests from nothing to a paid order of a guest: the cart takes item, e-mail and address at once. */
function buyerOf(client: JsonClient, { key, region, shippingOption }: z.infer<typeof Prepared>): Buy {
  return async (variant) => {
    let requests = 0;
    const post = async (path: string, body: unknown, tries = 1): Promise<unknown> => {
      requests += 1;
      const answer = await client.post(`/store/${path}`, body, { "x-publishable-api-key": key });
      // Medusa says itself that a request that met another may be sent again.
      if (answer.status === 409 && tries < TRIES) return post(path, body, tries + 1);
      if (answer.status !== 200) throw new NotSold(answer);
      return answer.body;
    };
    try {
      const email = `${randomBytes(8).toString("hex")}@bench.test`;
      const items = [{ variant_id: variant, quantity: 1 }];
      const wanted = { region_id: region, email, shipping_address: ADDRESS, items };
      const { cart } = Cart.parse(await post("carts", wanted));
      await post(`carts/${cart.id}/shipping-methods`, { option_id: shippingOption });
      const { payment_collection: payment } = Payment.parse(
        await post("payment-collections", { cart_id: cart.id }),
      );
      await post(`payment-collections/${payment.id}/payment-sessions`, { provider_id: "pp_system_default" });
      const { type, error } = Completed.parse(await post(`carts/${cart.id}/complete`, {}));
      return type === "order"
        ? { outcome: "sold", requests }
        : notSold(error?.message ?? type, requests, NONE_LEFT);
    } catch (error) {
      if (error instanceof NotSold) return notSold(error.message, requests, NONE_LEFT);
      throw error;
    }
  };
}

/** An answer that ends the checkout. */
class NotSold extends Error {
  constructor({ status, body }: Answer) {
    super(Problem.safeParse(body).data?.message ?? `status ${status}`);
  }
}
