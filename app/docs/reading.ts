import { z } from "zod";
import type { openApiDocument } from "#app/api/openapi.json/document.ts";

const Schema = z.looseObject({ $ref: z.string().optional(), type: z.unknown().optional() });
const Content = z.record(z.string(), z.looseObject({ schema: Schema.optional() })).optional();
const Operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: Schema.optional(),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().optional(), content: Content })),
});
type Schema = z.infer<typeof Schema>;

/** An operation as the page shows it. */
export interface ShownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly needsSession: boolean;
  readonly parameters: readonly { name: string; where: string; required: boolean; type: string }[];
  readonly body: string | null;
  readonly answers: readonly { status: string; description: string; body: string | null }[];
}

/** The document's operations by their tag, in its order. */
export function operationsByTag(document: ReturnType<typeof openApiDocument>): Map<string, ShownOperation[]> {
  const sections = new Map<string, ShownOperation[]>();
  const schemas = document.components?.schemas ?? {};
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, described] of Object.entries(methods)) {
      const operation = Operation.parse(described);
      const [tag = ""] = operation.tags;
      sections.set(tag, [...(sections.get(tag) ?? []), show(method, path, operation, schemas)]);
    }
  }
  return sections;
}

function show(
  method: string,
  path: string,
  operation: z.infer<typeof Operation>,
  schemas: object,
): ShownOperation {
  const bodyOf = (content: z.infer<typeof Content>): string | null => {
    const schema = Object.values(content ?? {})[0]?.schema;
    return schema ? JSON.stringify(resolve(schema, schemas), null, 2) : null;
  };
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    needsSession: (operation.security ?? []).length > 0,
    parameters: (operation.parameters ?? []).map(({ name, in: where, required = false, schema }) => ({
      name,
      where,
      required,
      type: JSON.stringify(schema ?? {}),
    })),
    body: bodyOf(operation.requestBody?.content),
    answers: Object.entries(operation.responses).map(([status, { description = "", content }]) => ({
      status,
      description,
      body: status.startsWith("2") ? bodyOf(content) : null,
    })),
  };
}

/** A schema with its first reference followed, so that a reader sees its fields. */
function resolve(schema: Schema, schemas: object): unknown {
  const name = schema.$ref?.split("/").at(-1);
  return name && name in schemas ? Reflect.get(schemas, name) : schema;
}
