import '../no-compilation.js';
import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * The named schemas of the contract as JSON Schema, by name; they refer to each other below `#/components/schemas/`.
 * Queries are left out: documents write them as parameters.
 */
export function namedSchemas(target: 'draft-7' | 'draft-2020-12'): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    target,
    // What is read may leave out what has a default; what is answered may hold more one day.
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([name]) => !name.endsWith('Query'))
      .map(([name, schema]) => [name, withoutHeader(schema)]),
  );
}

/** A reference to a named schema. */
export function reference(schema: z.ZodType): JsonSchema {
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) throw new Error('A schema that documents show needs an id.');
  return { $ref: `#/components/schemas/${name}` };
}

/** The fields of an object schema, written out in place: as they are once read, and which must be given. */
export function fields(schema: z.ZodType): { name: string; field: JsonSchema; required: boolean }[] {
  const { properties } = inPlace(schema, 'output');
  const { required } = inPlace(schema, 'input');
  return Object.entries(properties).map(([name, field]) => ({
    name,
    field: byComponent(field),
    required: required.includes(name),
  }));
}

/** A field whose schema has a name refers to it where documents keep them. */
function byComponent(field: JsonSchema): JsonSchema {
  const { $ref } = field;
  return typeof $ref === 'string'
    ? { ...field, $ref: $ref.replace('#/$defs/', '#/components/schemas/') }
    : field;
}

function inPlace(schema: z.ZodType, io: 'input' | 'output') {
  const whole = z.toJSONSchema(schema, { target: 'draft-2020-12', io }) as JsonSchema;
  const named = z.globalRegistry.get(schema)?.id;
  const definitions = whole['$defs'] as Record<string, JsonSchema> | undefined;
  const own = (named !== undefined && definitions?.[named]) || whole;
  return { properties: {}, required: [], ...own } as {
    properties: Record<string, JsonSchema>;
    required: string[];
  };
}

function withoutHeader({ $id: _id, $schema: _schema, id: _name, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
