import { contract, type FieldType, type VendorMethod } from './contract.js';
import { GoogleError, invalid } from './errors.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };
export type QueryValue = string | number | boolean | string[];
export type Query = Readonly<Record<string, QueryValue | undefined>>;

/** Parameters every Google API takes (https://cloud.google.com/apis/docs/system-parameters). */
const SYSTEM_PARAMETERS = new Set([
  'alt',
  'fields',
  'key',
  'prettyPrint',
  'quotaUser',
  'userIp',
  'uploadType',
  '$.xgafv',
]);

/**
 * The query as the method's typings describe it: unknown names, wrong types and missing required parameters are refused
 * with Google's 400. Repeated parameters are allowed only where the typings say array.
 */
export function strictQuery(method: VendorMethod, search: URLSearchParams): Query {
  const query: Record<string, QueryValue> = {};
  for (const name of new Set(search.keys())) {
    if (SYSTEM_PARAMETERS.has(name)) continue;
    const type = method.query[name];
    if (!type) {
      throw new GoogleError(
        400,
        'badRequest',
        `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter.`,
      );
    }
    const values = search.getAll(name);
    if (type.array) query[name] = values;
    else if (values.length > 1) throw invalid(`Invalid value for ${name}: it is given more than once.`, name);
    else query[name] = scalar(name, type, values[0] ?? '');
  }
  for (const name of method.required) {
    if (query[name] === undefined)
      throw new GoogleError(400, 'required', `Required parameter: ${name}`, { location: name });
  }
  return query;
}

function scalar(name: string, type: FieldType, text: string): QueryValue {
  if (type.values && !type.values.includes(text)) throw invalid(`Invalid value at '${name}', "${text}"`, name);
  if (type.type === 'boolean') {
    if (text !== 'true' && text !== 'false')
      throw invalid(`Invalid value for ${name}: "${text}" is not a boolean.`, name);
    return text === 'true';
  }
  if (type.type === 'number') {
    if (!/^-?\d+$/.test(text)) throw invalid(`Invalid value for ${name}: "${text}" is not an integer.`, name);
    return Number(text);
  }
  return text;
}

/** Where a value departs from a schema of the contract, in the words of Google's 400; empty when it does not. */
export function problemsOf(schema: string, value: Json): string[] {
  const problems: string[] = [];
  check({ ref: schema }, value, '', problems);
  return problems;
}

/** The body as the method's schema describes it; every problem of it is named in one 400. A method without a body takes none. */
export function strictBody(method: VendorMethod, text: string): JsonObject {
  if (!method.body) {
    if (text.trim() && text.trim() !== '{}')
      throw new GoogleError(400, 'badRequest', `${method.id} takes no request body.`);
    return {};
  }
  let body: Json;
  try {
    body = text.trim() ? (JSON.parse(text) as Json) : {};
  } catch {
    throw new GoogleError(400, 'parseError', 'Parse Error');
  }
  const problems = problemsOf(method.body, body);
  if (problems.length) throw new GoogleError(400, 'badRequest', problems.join('\n'));
  return body as JsonObject;
}

export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function check(type: FieldType, value: Json, at: string, problems: string[]): void {
  if (value === null) return;
  const wrong = (expected: string) =>
    problems.push(`Invalid value at '${at || 'body'}' (${expected}), ${JSON.stringify(value).slice(0, 80)}`);
  if (type.type) {
    if (typeof value !== type.type) wrong(`TYPE_${type.type.toUpperCase()}`);
    else if (type.values && !type.values.includes(String(value))) wrong(`one of ${type.values.join(', ')}`);
  } else if (type.array) {
    const { array } = type;
    if (!Array.isArray(value)) wrong('TYPE_ARRAY');
    else value.forEach((item, index) => check(array, item, `${at}[${index}]`, problems));
  } else if (type.map) {
    const { map } = type;
    if (!isObject(value)) wrong('TYPE_MAP');
    else for (const [key, item] of Object.entries(value)) check(map, item, join(at, key), problems);
  } else if (type.object ?? type.ref) {
    const fields = type.object ?? contract.schemas[type.ref ?? ''] ?? {};
    if (!isObject(value)) wrong('TYPE_MESSAGE');
    else for (const [key, item] of Object.entries(value)) checkField(fields, key, item, at, problems);
  }
}

function checkField(
  fields: Readonly<Record<string, FieldType>>,
  key: string,
  value: Json,
  at: string,
  problems: string[],
): void {
  const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (type) check(type, value, join(at, key), problems);
  else
    problems.push(`Invalid JSON payload received. Unknown name "${key}"${at ? ` at '${at}'` : ''}: Cannot find field.`);
}

const join = (at: string, key: string) => (at ? `${at}.${key}` : key);
