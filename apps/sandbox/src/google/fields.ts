import { contract, type FieldType } from './contract.js';
import { GoogleError } from './errors.js';
import type { Json, JsonObject } from './strict.js';

/** What is kept of an answer: names with what is kept below them; `null` keeps all of it. */
type Mask = Map<string, Mask | null>;

/**
 * A partial response. FIELDS is https://developers.google.com/workspace/drive/api/guides/fields-parameter: "a comma-separated list to select
 * multiple fields [...] a/b to select a field b that's nested within field a [...] a sub-selector to request a set of specific subfields of arrays or
 * objects by placing expressions in parentheses". An unknown name is `Invalid field selection`.
 */
export function partial(body: JsonObject, fields: string, schema: string): JsonObject {
  const mask = parse(fields);
  requireKnown(mask, { ref: schema });
  return keep(body, mask);
}

function parse(text: string): Mask {
  let at = 0;
  const wrong = () => invalidSelection(text);
  const list = (): Mask => {
    const mask: Mask = new Map();
    do {
      const names = /^[A-Za-z0-9_*$-]+(?:\/[A-Za-z0-9_*$-]+)*/.exec(text.slice(at))?.[0]?.split('/');
      if (!names) throw wrong();
      at += names.join('/').length;
      let below: Mask | null = null;
      if (text[at] === '(') {
        at += 1;
        below = list();
        if (text[at] !== ')') throw wrong();
        at += 1;
      }
      add(mask, names, below);
    } while (text[at] === ',' && ++at);
    return mask;
  };
  const mask = list();
  if (at !== text.length) throw wrong();
  return mask;
}

function add(mask: Mask, [name = '', ...rest]: string[], below: Mask | null): void {
  if (!rest.length) {
    const known = mask.get(name);
    mask.set(name, known && below ? new Map([...known, ...below]) : below);
    return;
  }
  const inner = mask.get(name) ?? new Map<string, Mask | null>();
  add(inner, rest, below);
  mask.set(name, inner);
}

function requireKnown(mask: Mask, type: FieldType): void {
  const inner = type.array ?? type;
  const fields = inner.object ?? (inner.ref === undefined ? undefined : contract.schemas[inner.ref]);
  for (const [name, below] of mask) {
    if (name === '*' || inner.map) continue;
    const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) throw invalidSelection(name);
    if (below) requireKnown(below, field);
  }
}

function keep(value: JsonObject, mask: Mask): JsonObject {
  const all = mask.has('*') ? (mask.get('*') ?? null) : undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
      if (!mask.has(name) && all === undefined) return [];
      const below = mask.get(name) ?? all ?? null;
      return [[name, below ? keepInner(inner, below) : inner]];
    }),
  );
}

function keepInner(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return value.map((one) => keepInner(one, mask));
  return typeof value === 'object' && value !== null ? keep(value, mask) : value;
}

const invalidSelection = (what: string) =>
  new GoogleError(400, 'invalidParameter', `Invalid field selection ${what}`, { location: 'fields' });
