import { z } from "zod";
import { hostileJson, hostileNumber, hostileText } from "./hostile-values.ts";
import type { Random } from "./random.ts";

/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  items?: Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  format?: string | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  maxLength?: number | undefined;
}

export const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    maxLength: z.number().optional(),
  }),
);

/** Makes input of an operation: mostly what its schema asks for, with something hostile in its place now and then. */
export class FromSchema {
  constructor(
    private readonly components: Readonly<Record<string, Schema>>,
    /** Ids that exist, so that not everything is refused for an unknown one. */
    private readonly ids: readonly string[],
  ) {}

  make(schema: Schema, random: Random, hostility: number): unknown {
    if (random.chance(hostility)) return hostileJson(random);
    if (schema.$ref) return this.make(this.#named(schema.$ref), random, hostility);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return random.pickFrom(schema.enum, null);
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (choices) return this.make(random.pickFrom(choices, {}), random, hostility);
    const type = Array.isArray(schema.type) ? random.pickFrom(schema.type, "null") : schema.type;
    switch (type) {
      case "object":
        return this.#object(schema, random, hostility);
      case "array":
        return this.#array(schema, random, hostility);
      case "integer":
      case "number":
        return this.#number(schema, random);
      case "boolean":
        return random.chance(0.5);
      case "string":
        return this.#text(schema, random, hostility);
      default:
        return hostileJson(random);
    }
  }

  #named(ref: string): Schema {
    return this.components[ref.slice(ref.lastIndexOf("/") + 1)] ?? {};
  }

  #object({ properties = {}, required = [] }: Schema, random: Random, hostility: number): unknown {
    const present = Object.entries(properties).filter(([name]) =>
      required.includes(name) ? !random.chance(hostility / 4) : random.chance(0.5),
    );
    const made = Object.fromEntries(
      present.map(([name, schema]) => [name, this.make(schema, random, hostility)]),
    );
    return random.chance(hostility / 4) ? { ...made, [hostileText(random)]: hostileJson(random) } : made;
  }

  #array({ items = {}, minItems = 0, maxItems = 3 }: Schema, random: Random, hostility: number): unknown[] {
    const length = random.chance(hostility / 4)
      ? maxItems + 1
      : Math.max(minItems, random.below(Math.min(maxItems, 4)));
    return Array.from({ length }, () => this.make(items, random, hostility));
  }

  #number({ minimum = 0, maximum = 1_000 }: Schema, random: Random): number {
    return random.make<number>([
      () => minimum,
      () => Math.floor(minimum + random.next() * Math.min(maximum - minimum, 50_000)),
      () => Math.floor(minimum + random.next() * Math.min(maximum - minimum, 10)),
      () => maximum,
      hostileNumber,
    ]);
  }

  #text({ pattern, format, maxLength = 50 }: Schema, random: Random, hostility: number): string {
    if (format === "date-time") return new Date(Date.now() + (random.next() - 0.5) * 1e9).toISOString();
    if (format === "email") return `hostile-${random.below(1e9)}@hostile.test`;
    if (pattern?.startsWith("^[A-Za-z0-9_-]")) return random.pickFrom(this.ids, "none");
    if (random.chance(hostility)) return hostileText(random);
    return random.pick([
      "Mug",
      "desk",
      "달항아리",
      "x".repeat(Math.min(maxLength, 100)),
      "Kim's mug",
      "hostile-test",
    ]);
  }
}
