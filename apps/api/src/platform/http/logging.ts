import { type DestinationStream, type Logger, pino } from 'pino';

/** Never written, wherever an object that is logged holds them: they let somebody in, or are a customer's words. */
const SECRET = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'code',
  'code_verifier',
  'api_key',
  'body',
  'headers',
  'parameters',
  'query',
];

/**
 * The structured log of a process: one JSON line each, to stdout unless `destination` is given. Errors are written with
 * type, message, SQLSTATE, constraint and stack only: what PostgreSQL quotes under `detail` are people's values.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    base: { name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET.flatMap((key) => [quoted(key), `*${quoted(key)}`, `*.*${quoted(key)}`]),
      censor: '[redacted]',
    },
    serializers: { err: errorFields, error: errorFields },
  };
  return destination ? pino(options, destination) : pino(options);
}

const quoted = (key: string): string => `["${key}"]`;

function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const driver: unknown = Reflect.get(error, 'driverError');
  const source = driver instanceof Error ? driver : error;
  return {
    type: error.name,
    message: error.message,
    sqlstate: Reflect.get(source, 'code'),
    constraint: Reflect.get(source, 'constraint'),
    stack: error.stack,
    ...(error.cause instanceof Error && { cause: errorFields(error.cause) }),
  };
}
