import { type AnyEndpoint, type ErrorCode, ERRORS, PERMISSIONS, Problem } from '@understudy/contracts';
import { z } from 'zod';
import { exampleOf, type Schema } from './example.js';
import { type Guide, type PlainGuide, toPlainGuide } from './guide.js';

/** An OpenAPI 3.1 document, as plain JSON. */
export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly 'x-guides': readonly PlainGuide[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: object };
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly 'x-permission': string;
  readonly 'x-roles': readonly string[];
  readonly 'x-errors': readonly ErrorCode[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

const EVERYWHERE: readonly ErrorCode[] = ['request.malformed', 'request.too-many', 'request.failed'];
const SIGNED_IN: readonly ErrorCode[] = [
  'identity.sign-in-required',
  'identity.token-invalid',
  'identity.token-expired',
  'identity.unknown-person',
];
const BY_GOOGLE: readonly ErrorCode[] = ['identity.addon-unknown', 'identity.access-ended'];
const WITH_BODY: readonly ErrorCode[] = ['request.too-large', 'request.unsupported-type'];
const ONCE: readonly ErrorCode[] = ['idempotency.other-body', 'idempotency.in-flight'];

/** Describes the endpoints, named as in libs/contracts, completely from their contracts. Deterministic. */
export function describeApi(
  endpoints: Readonly<Record<string, AnyEndpoint>>,
  version: string,
  guides: readonly Guide[] = [],
): OpenApi {
  const schemas = new Map<string, Schema>();
  const toSchema = schemaMaker(schemas);
  const problem = toSchema(Problem);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [name, endpoint] of Object.entries(endpoints).sort(byPath))
    (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = describe(name, endpoint, toSchema, schemas, problem);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Understudy',
      version,
      description:
        'Who looks after a customer while their manager is away, and who solves what they cannot. Errors are application/problem+json; clients switch on `code`.',
    },
    tags: [...new Set(Object.values(endpoints).map(tagOf))].sort().map((tag) => ({ name: tag })),
    'x-guides': guides.map(toPlainGuide),
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].sort(([one], [other]) => (one < other ? -1 : 1))),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token, an API key, or (add-on) a Google identity token.',
        },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-understudy', description: "The dashboard's session." },
      },
    },
  };
}

/** A plausible value of a schema as it stands on the wire: where tests start from. */
export function exampleOfType(type: z.ZodType): unknown {
  const components = new Map<string, Schema>();
  return exampleOf(schemaMaker(components)(type), components);
}

/** Every code an endpoint can answer: its own and those that come with how it is called. */
export function errorsOf(endpoint: AnyEndpoint): ErrorCode[] {
  const hasBody = endpoint.method !== 'GET';
  return [
    ...new Set<ErrorCode>([
      ...EVERYWHERE,
      ...(endpoint.allow === 'public' ? [] : SIGNED_IN),
      ...(endpoint.path.startsWith('/api/addon/') ? BY_GOOGLE : []),
      ...(rolesOf(endpoint).length > 0 ? (['identity.not-allowed'] as const) : []),
      ...(hasBody ? WITH_BODY : []),
      ...(takesKey(endpoint) ? ONCE : []),
      ...(endpoint.errors ?? []),
    ]),
  ];
}

const ONE_FILE: Schema = {
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
};

const takesKey = ({ method, raw, allow }: AnyEndpoint): boolean => method === 'POST' && !raw && allow !== 'public';
const rolesOf = ({ allow }: AnyEndpoint): readonly string[] =>
  allow === 'public' || allow === 'signed-in' ? [] : PERMISSIONS[allow];

function describe(
  name: string,
  endpoint: AnyEndpoint,
  toSchema: (schema: z.ZodType) => Schema,
  schemas: ReadonlyMap<string, Schema>,
  problem: Schema,
): Operation {
  const roles = rolesOf(endpoint);
  const errors = errorsOf(endpoint);
  const body = endpoint.body && toSchema(endpoint.parts.body);
  const answer = toSchema(endpoint.response);
  const byStatus = Object.entries(Object.groupBy(errors, (code) => String(ERRORS[code].status)));
  return {
    operationId: name,
    summary: endpoint.summary,
    description:
      roles.length > 0
        ? `Roles: ${roles.join(', ')}.`
        : endpoint.allow === 'public'
          ? 'Anybody.'
          : 'Everybody who is signed in.',
    tags: [tagOf(endpoint)],
    security: endpoint.allow === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    'x-permission': endpoint.allow,
    'x-roles': roles,
    'x-errors': errors,
    parameters: [
      ...parameters('path', endpoint.params, toSchema, schemas),
      ...parameters('query', endpoint.query, toSchema, schemas),
      ...headers(endpoint),
    ],
    ...(endpoint.upload && {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: ONE_FILE } } },
    }),
    ...(endpoint.signed && {
      requestBody: { required: true, content: { '*/*': { schema: { description: 'As its sender signs it.' } } } },
    }),
    ...(body && {
      requestBody: {
        required: !endpoint.parts.body.safeParse({}).success,
        content: { 'application/json': { schema: body, example: exampleOf(body, schemas) } },
      },
    }),
    responses: {
      [String(endpoint.status ?? 200)]: endpoint.raw
        ? { description: 'Written by the endpoint itself: see the summary.' }
        : {
            description: 'Done.',
            content: {
              'application/json': { schema: answer, example: exampleOf(answer, schemas) },
              ...(endpoint.csv && { 'text/csv': { schema: { type: 'string' } } }),
            },
          },
      ...Object.fromEntries(
        byStatus.map(([status, codes]) => [
          status,
          { description: (codes ?? []).join(' | '), content: { 'application/problem+json': { schema: problem } } },
        ]),
      ),
    },
  };
}

function parameters(
  place: 'path' | 'query',
  shape: AnyEndpoint['query'],
  toSchema: (schema: z.ZodType) => Schema,
  schemas: ReadonlyMap<string, Schema>,
): Parameter[] {
  return Object.entries(shape ?? {}).map(([name, given]) => {
    const schema = toSchema(given);
    return {
      name,
      in: place,
      required: place === 'path' || !given.safeParse(undefined).success,
      schema,
      example: exampleOf(schema, schemas),
    };
  });
}

function headers(endpoint: AnyEndpoint): Parameter[] {
  if (takesKey(endpoint))
    return [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: false,
        description: 'The same key and body get the same answer for 24 hours, and the effect happens once.',
        schema: { type: 'string', minLength: 1, maxLength: 200 },
      },
    ];
  if (endpoint.method === 'PATCH')
    return [
      {
        name: 'If-Match',
        in: 'header',
        required: false,
        description: 'The `version` you last read; somebody else changed the row meanwhile: 409 with the current one.',
        schema: { type: 'string', examples: ['"3"'] },
      },
    ];
  return [];
}

/** "/api/admin/users/{id}" → "admin / users", "/api/{tenant_id}/escalate" → "escalate". */
function tagOf({ path }: AnyEndpoint): string {
  const [first = '', second = '', third = ''] = path.split('/').slice(1);
  if (first !== 'api') return first;
  if (second === 'admin') return `admin / ${third}`;
  return second.startsWith('{') ? third : second;
}

const byPath = ([, one]: [string, AnyEndpoint], [, other]: [string, AnyEndpoint]): number =>
  one.path === other.path ? (one.method < other.method ? -1 : 1) : one.path < other.path ? -1 : 1;

/** zod → JSON Schema 2020-12 as it stands on the wire; schemas with an id become components and are referred to. */
function schemaMaker(components: Map<string, Schema>): (schema: z.ZodType) => Schema {
  return (schema) => {
    // a wrapper, so that a schema with an id of its own comes out as a reference too
    const { properties, $defs } = z.toJSONSchema(z.object({ it: schema }), { io: 'input', unrepresentable: 'any' });
    for (const [name, definition] of Object.entries($defs ?? {})) components.set(name, rewrite(definition));
    return rewrite(properties?.['it']);
  };
}

function rewrite(value: unknown): Schema {
  const text = JSON.stringify(value, (key, inner: unknown) =>
    key === '$ref' && typeof inner === 'string'
      ? inner.replace('#/$defs/', '#/components/schemas/')
      : key === 'id' && typeof inner === 'string'
        ? undefined
        : inner,
  );
  return JSON.parse(text) as Schema;
}
