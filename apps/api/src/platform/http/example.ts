/** A JSON Schema as zod writes it: only what examples and pages look at is named. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '01a1f94c-fc81-744a-9863-622b51407007',
  'date-time': '2026-07-06T09:00:00.000Z',
  date: '2026-07-06',
  time: '09:00',
  email: 'ana@harbor.example',
  uri: 'https://example.com/',
};

type Components = ReadonlyMap<string, Schema>;

/**
 * A plausible value for a schema, always the same one: what the documentation shows, and where tests start from. A schema that
 * holds itself is shown once; undefined where nothing can be shown.
 */
export function exampleOf(schema: Schema, components: Components, inside: readonly string[] = []): unknown {
  if (schema.$ref) {
    const target = components.get(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    if (!target || inside.includes(schema.$ref)) return undefined;
    return exampleOf(target, components, [...inside, schema.$ref]);
  }
  if (Array.isArray(schema['examples'])) return schema['examples'][0] as unknown;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.map((choice) => exampleOf(choice, components, inside)).find((value) => value !== undefined);
  if (schema.allOf) return mergeExamples(schema.allOf, components, inside);
  return byType(schema, components, inside);
}

function byType(schema: Schema, components: Components, inside: readonly string[]): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectExample(schema, components, inside);
    case 'array':
      return listExample(schema, components, inside);
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? Math.max(schema['minimum'], 1) : 1;
    case 'boolean':
      return true;
    case 'string':
      return (schema.format && BY_FORMAT[schema.format]) ?? textExample(schema);
    default:
      return null;
  }
}

const objectExample = (schema: Schema, components: Components, inside: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .map(([name, inner]) => [name, exampleOf(inner, components, inside)] as const)
      .filter(([, value]) => value !== undefined),
  );

const listExample = ({ items }: Schema, components: Components, inside: readonly string[]): unknown[] =>
  typeof items === 'object' ? [exampleOf(items, components, inside)].filter((value) => value !== undefined) : [];

const mergeExamples = (parts: readonly Schema[], components: Components, inside: readonly string[]): unknown => {
  const examples = parts.map((part) => exampleOf(part, components, inside));
  return examples.every((example) => typeof example === 'object' && example !== null)
    ? Object.assign({}, ...(examples as object[]))
    : examples[0];
};

function textExample(schema: Schema): string {
  const least = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0;
  return 'text'.padEnd(least, 'x');
}
