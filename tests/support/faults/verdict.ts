import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { runAudit } from "#lib/audit/run-audit.ts";
import { database, stockOf } from "#tests/support/truth.ts";
import { isUnknown, type Try } from "./rush.ts";

const RESOLVED_WITHIN_MS = 15_000;
const Found = z.object({ order: z.object({ id: z.string() }) });

/** What the shop said and what stands in the database, where they differ; empty when the shop told the truth. */
export async function findLies(
  tries: readonly Try[],
  productId: string,
  firstStock: number,
  askAt: string,
): Promise<string[]> {
  const orders = await database<Placed[]>`
    select o.id, o.user_id as buyer from orders o join order_lines l on l.order_id = o.id where l.product_id = ${productId}`;
  const explained = new Set<string>();
  const lies = [
    ...wrongAnswers(tries, orders, explained),
    ...(await stuckUnknowns(tries, askAt, explained)),
    ...untoldOrders(tries, orders, explained),
  ];
  const stock = await stockOf(productId);
  if (stock.quantity !== firstStock - orders.length)
    lies.push(`the stock is ${stock.quantity} after ${orders.length} orders`);
  const audit = await runAudit();
  for (const check of audit.checks) if (!check.ok) lies.push(`audit: ${check.name} ${check.detail ?? ""}`);
  return lies;
}

interface Placed {
  readonly id: string;
  readonly buyer: string;
}

/** Each 201 has its row, and a row of its own. */
function wrongAnswers(tries: readonly Try[], orders: readonly Placed[], explained: Set<string>): string[] {
  const buyers = new Map(orders.map(({ id, buyer }) => [id, buyer]));
  const lies: string[] = [];
  for (const { status, orderId, buyer } of tries) {
    if (status !== 201) continue;
    if (!orderId || buyers.get(orderId) !== buyer.id) lies.push(`a 201 without its row: ${orderId}`);
    else if (explained.has(orderId)) lies.push(`two answers for one order: ${orderId}`);
    else explained.add(orderId);
  }
  return lies;
}

/** Each unknown is resolved by its key. */
async function stuckUnknowns(
  tries: readonly Try[],
  askAt: string,
  explained: Set<string>,
): Promise<string[]> {
  const lies: string[] = [];
  for (const one of tries.filter(isUnknown)) {
    const found = await resolve(one, askAt);
    if (!found) lies.push(`an unknown that its key does not resolve: ${one.key} (${one.status} ${one.code})`);
    else if (found.order !== null) explained.add(found.order);
  }
  return lies;
}

/** No order stands for a refusal. Who sent no key and heard nothing at all has nothing to ask with. */
function untoldOrders(
  tries: readonly Try[],
  orders: readonly Placed[],
  explained: ReadonlySet<string>,
): string[] {
  const nameless = tries.filter((one) => isUnknown(one) && one.key === null).length;
  const untold = orders.filter(({ id }) => !explained.has(id)).length;
  return untold > nameless ? [`${untold} orders that nobody was told of; ${nameless} heard nothing`] : [];
}

/** The order that an unknown try came to, if any; null when nobody can tell. */
async function resolve({ buyer, key }: Try, url: string): Promise<{ readonly order: string | null } | null> {
  if (key === null) return { order: null };
  const endsAt = performance.now() + RESOLVED_WITHIN_MS;
  while (performance.now() < endsAt) {
    const answer = await fetch(`${url}/api/orders/by-key/${encodeURIComponent(key)}`, {
      headers: { cookie: buyer.session },
      signal: AbortSignal.timeout(5_000),
    }).catch(() => null);
    if (answer?.status === 200) return { order: Found.parse(await answer.json()).order.id };
    if (answer?.status === 404) return { order: null };
    await pause(100);
  }
  return null;
}
