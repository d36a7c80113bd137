/**
 * The part of the Compose Specification (compose-spec.io) that docker-compose.yml uses, written for Ajv. Strict: a key that is
 * not listed is an error, so a misspelt one cannot be ignored silently, as engines do with some.
 */
const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text, uniqueItems: true } as const;
const command = { type: 'array', items: text, minItems: 1 } as const;
const duration = { type: 'string', pattern: '^(\\d+(\\.\\d+)?(us|ms|s|m|h))+$' } as const;
const only = <P extends object>(properties: P, required: readonly (keyof P & string)[] = []) =>
  ({ type: 'object', additionalProperties: false, properties, required }) as const;
const named = (of: object) =>
  ({ type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' }, additionalProperties: of }) as const;

const healthcheck = only(
  {
    test: { type: 'array', minItems: 2, items: [{ enum: ['CMD', 'CMD-SHELL'] }], additionalItems: text },
    interval: duration,
    timeout: duration,
    start_period: duration,
    retries: { type: 'integer', minimum: 1 },
  },
  ['test'],
);

const service = {
  ...only({
    build: text,
    image: text,
    command,
    init: { type: 'boolean' },
    read_only: { type: 'boolean' },
    restart: { enum: ['no', 'always', 'on-failure', 'unless-stopped'] },
    tmpfs: texts,
    cap_drop: texts,
    security_opt: texts,
    user: text,
    secrets: texts,
    environment: named({ type: 'string' }),
    ports: { type: 'array', items: { type: 'string', pattern: '^([\\d.]+:)?\\d+:\\d+$' }, uniqueItems: true },
    volumes: {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z][a-z0-9_-]*:/[\\w/.-]+(:ro)?$' },
      uniqueItems: true,
    },
    depends_on: named(
      only({ condition: { enum: ['service_started', 'service_healthy', 'service_completed_successfully'] } }, [
        'condition',
      ]),
    ),
    healthcheck,
  }),
  anyOf: [{ required: ['image'] }, { required: ['build'] }],
};

export const composeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['services'],
  patternProperties: { '^x-': {} },
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' },
    services: { ...named(service), minProperties: 1 },
    volumes: named({ type: 'null' }),
    secrets: named(only({ environment: text, file: text })),
  },
} as const;
