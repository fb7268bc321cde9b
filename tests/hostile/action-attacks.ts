import { type Attack, type Header, toBytes } from "./attack.ts";
import { hostileHeaders } from "./hostile-headers.ts";
import { hostileJson, hostileText } from "./hostile-values.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

const BOUNDARY = "----hostile";
const FIELDS = ["productId", "quantity", "step", "coupon", "name", "email", "password", "next"] as const;
/** What a server action of the cart may change. */
const CART = ["cart_lines", "guest_carts", "merged_carts"];

/** References and special values of React's wire format, in places where nobody expects them. */
const WIRE = [
  "$undefined",
  "$NaN",
  "$-0",
  "$n99999999999999999999",
  "$D2020-13-45",
  "$K1",
  "$K",
  "$F1",
  "$Q1",
  "$W1",
  "$B1",
  "$@1",
  "$1",
  "$1:a:b",
  "$1:__proto__:constructor",
  "$$x",
  "$T",
  "$i1",
] as const;

/** A call of a server action with arguments of any type, from anywhere. */
export function actionAttack(world: World, random: Random): Attack {
  const action = random.pickFrom(world.actions, { id: "none", page: "/" });
  const target = action.page.replace(/\[\w+\]/g, () => random.pickFrom(world.slugs, "none"));
  const id = random.chance(0.1) ? random.pick(["x", "40".repeat(21), "00".repeat(21)]) : action.id;
  const isForm = random.chance(0.2);
  const [type, body] = random.make<readonly [string, string]>([
    () => ["text/plain;charset=UTF-8", argumentsText(world, random)] as const,
    () =>
      [
        `multipart/form-data; boundary=${BOUNDARY}`,
        multipart(parts(world, random, isForm ? id : null)),
      ] as const,
    () =>
      [
        `multipart/form-data; boundary=${BOUNDARY}`,
        multipart(parts(world, random, isForm ? id : null)),
      ] as const,
    () => [random.pick(["multipart/form-data", "application/json", "x", ""]), hostileText(random)] as const,
    () => ["application/x-www-form-urlencoded", "productId=x&quantity=1"] as const,
  ]);
  const headers: Header[] = [
    ...hostileHeaders(world, random, "any"),
    ...(isForm ? [] : [["Next-Action", id] as const]),
    ["Content-Type", type],
  ];
  const bytes = toBytes({ method: "POST", target, headers, body: Buffer.from(body) });
  return { name: `action ${id} on ${action.page}`, method: "POST", target, bytes, mayMove: CART };
}

function argumentsText(world: World, random: Random): string {
  return random.make<string>([
    () => JSON.stringify(Array.from({ length: random.below(4) }, () => argument(world, random))),
    () => JSON.stringify(argument(world, random)) ?? "",
    () => hostileText(random),
    () => "[",
  ]);
}

const argument = ({ ids }: World, random: Random): unknown =>
  random.make<unknown>([
    () => random.pick(WIRE),
    () => random.pick(WIRE),
    () => hostileJson(random),
    () => [random.pickFrom(ids, "none")],
    () => [random.pickFrom(ids, "none"), hostileJson(random)],
    () => Array.from({ length: 2_000 }, () => "x"),
    () => ({ productId: random.pickFrom(ids, "none"), quantity: hostileJson(random) }),
  ]);

function parts(world: World, random: Random, formOf: string | null): [string, string][] {
  const prefix = random.pick(["", "1_", "_1_", "0_"]);
  const fields = FIELDS.filter(() => random.chance(0.5)).map((name): [string, string] => {
    const value = random.make<string>([
      hostileText,
      () => random.pickFrom(world.ids, "none"),
      () => String(random.below(20) - 5),
    ]);
    return [prefix + name, value];
  });
  const call: [string, string][] = random.chance(0.8)
    ? [
        [
          "0",
          JSON.stringify(random.pick([["$K1"], [null, "$K1"], ["$K1", "$K1"], ["$F1"], [random.pick(WIRE)]])),
        ],
      ]
    : [];
  if (!formOf) return [...fields, ...call];
  const named: [string, string][] = random.make<[string, string][]>([
    () => [[`$ACTION_ID_${formOf}`, ""]],
    () => [
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", JSON.stringify({ id: formOf, bound: "$@1" })],
      ["$ACTION_1:1", "[null]"],
    ],
    () => [
      ["$ACTION_REF_1", ""],
      ["$ACTION_1:0", hostileText(random)],
    ],
    () => [
      ["$ACTION_KEY", "x"],
      ["$ACTION_REF_9", ""],
    ],
  ]);
  return [...named, ...fields];
}

const multipart = (fields: readonly (readonly [string, string])[]): string =>
  `${fields
    .map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replace(/[\r\n"]/g, "_")}"\r\n\r\n${value}\r\n`,
    )
    .join("")}--${BOUNDARY}--\r\n`;
