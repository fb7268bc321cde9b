import { type Attack, type Header, toBytes } from "./attack.ts";
import { FromSchema } from "./from-schema.ts";
import { hostileHeaders } from "./hostile-headers.ts";
import { addressText, hostileJson, hostileText, wellFormed } from "./hostile-values.ts";
import type { Random } from "./random.ts";
import type { Operation, World } from "./world.ts";

const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "QUERY",
] as const;
const TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/form-data; boundary=",
  "application/json, text/html",
  "",
  "\u0001",
] as const;

/** What each part of the API may change when it accepts a request; what refuses changes nothing. */
const MOVES: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^\/api\/(?:checkout|orders)/,
    [
      "orders",
      "order_lines",
      "product_stock",
      "stock_movements",
      "wallets",
      "point_ledger",
      "user_coupons",
      "idempotency_records",
      "cart_lines",
    ],
  ],
  [/^\/api\/coupons/, ["coupon_stock", "user_coupons", "idempotency_records"]],
  [/^\/api\/points/, ["wallets", "point_ledger", "idempotency_records"]],
  [
    /^\/api\/admin\/products/,
    ["products", "product_stock", "stock_movements", "admin_audit_log", "idempotency_records"],
  ],
  [/^\/api\/admin\/coupons/, ["coupons", "coupon_stock", "admin_audit_log", "idempotency_records"]],
  [/^\/api\/admin\/pictures/, ["product_pictures", "admin_audit_log"]],
  [/^\/api\/admin\/audit/, ["audit_runs"]],
  [/^\/api\/admin\/locks/, ["admin_audit_log"]],
  [/^\/api\/admin\/confirm/, ["sessions", "admin_audit_log"]],
  [
    /^\/api\/admin\/orders/,
    [
      "orders",
      "product_stock",
      "stock_movements",
      "wallets",
      "point_ledger",
      "user_coupons",
      "idempotency_records",
      "admin_audit_log",
    ],
  ],
  [
    /^\/api\/admin\/users/,
    ["users", "sessions", "wallets", "point_ledger", "idempotency_records", "admin_audit_log"],
  ],
  [/^\/api\/(?:auth|demo|account)/, ["users", "accounts", "sessions", "wallets", "point_ledger"]],
];

/** These mail a token, which is made after the answer, and the next two use it up. */
const MAILS = /^\/api\/(?:account\/(?:forgot-password|send-confirmation|sign-up)|auth\/sign-up)/;
const TAKES_TOKEN = /^\/api\/account\/(?:confirm-email|reset-password)/;

const movedBy = (asked: string): string[] => [
  ...(MOVES.find(([path]) => path.test(asked))?.[1] ?? []),
  ...(TAKES_TOKEN.test(asked) ? ["verifications"] : []),
];

/** Asking for a session prolongs it. */
const movedByReading = (path: string): readonly string[] =>
  path === "/api/auth/get-session" ? ["sessions"] : [];

/** An operation of the OpenAPI document with input that is somewhat, or altogether, wrong. */
export function apiAttack(world: World, random: Random): Attack {
  const operation = random.pickFrom(world.operations, undefined);
  if (!operation) throw new Error("the OpenAPI document has no operations");
  const hostility = random.pick([0.02, 0.15, 0.6]);
  const make = new FromSchema(world.components, world.ids);
  const method = random.chance(0.1) ? random.pick(METHODS) : operation.method;
  const target = pathOf(operation, world, random, hostility) + queryOf(operation, make, random, hostility);
  const body = bodyOf(operation, make, random, hostility);
  const headers: Header[] = [
    ...hostileHeaders(world, random, sessionFor(operation)),
    ...(body
      ? [["Content-Type", random.chance(0.1) ? random.pick(TYPES) : "application/json"] as const]
      : []),
    ...keyOf(operation, random),
  ];
  const chunk = body && random.chance(0.1) ? 1 + random.below(5_000) : undefined;
  return {
    name: `${method} ${operation.id}`,
    method,
    target,
    bytes: toBytes({ method, target, headers, body, chunk }),
    mayMove: method === "GET" ? movedByReading(operation.path) : movedBy(operation.path),
    mayMoveLater: method === "POST" && MAILS.test(operation.path) ? ["verifications"] : [],
  };
}

/**
 * Signing out would leave the other requests of the run without a session; a simulated rush would go on selling after
 * its answer, beside them.
 */
const sessionFor = ({ id, path }: Operation): "none" | "any" =>
  id.startsWith("signOut") || path === "/api/admin/rush" ? "none" : "any";

function pathOf({ path }: Operation, { ids, slugs }: World, random: Random, hostility: number): string {
  const filled = path.replace(/\{\w+\}/g, () =>
    random.chance(hostility) ? addressText(random) : random.pickFrom([...ids, ...slugs], "none"),
  );
  return random.chance(hostility / 10) ? `${filled}/${addressText(random)}` : filled;
}

function queryOf({ parameters }: Operation, make: FromSchema, random: Random, hostility: number): string {
  const pairs = parameters
    .filter((parameter) => parameter.in === "query" && random.chance(0.5))
    .map(({ name, schema }) => {
      if (random.chance(hostility)) return `${name}=${addressText(random)}`;
      return `${name}=${encodeURIComponent(wellFormed(String(make.make(schema, random, 0))))}`;
    });
  if (random.chance(hostility / 4)) pairs.push(`${addressText(random)}=${addressText(random)}`);
  if (random.chance(hostility / 4) && pairs[0]) pairs.push(pairs[0]);
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function bodyOf(
  { body, method }: Operation,
  make: FromSchema,
  random: Random,
  hostility: number,
): Buffer | undefined {
  if (!body && !random.chance(method === "GET" ? 0.03 : 0.3)) return undefined;
  if (random.chance(hostility / 8))
    return random.make<Buffer>([
      () => Buffer.from(hostileText(random)),
      () => Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
      () => Buffer.alloc(64 * 1024 + random.below(3), 0x20),
      () => Buffer.alloc(200_000, 0x61),
      () => Buffer.from('{"a":1,"a":2}'),
      () => Buffer.from('{"__proto__":{"role":"admin"}}'),
      () => Buffer.from("["),
    ]);
  return Buffer.from(JSON.stringify(body ? make.make(body, random, hostility) : hostileJson(random)) ?? "");
}

function keyOf({ parameters }: Operation, random: Random): Header[] {
  if (!parameters.some((parameter) => parameter.in === "header") || random.chance(0.5)) return [];
  const key = random.chance(0.5)
    ? `hostile-${random.below(50)}`
    : hostileText(random).replace(/[\r\n\0]/g, "");
  return [["Idempotency-Key", key.slice(0, 400)]];
}
