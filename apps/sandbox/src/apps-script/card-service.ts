import { LIMITS, MAX_WIDGETS, REQUIRED, WIDGETS } from './card-rules.js';
import { printed, type Recorded } from './card-json.js';

/*
 * A strict stand-in for Apps Script's CardService: every class and method comes from Google's typings (contracts/card-service.mjs),
 * nothing else exists. A wrong number or type of arguments, a missing setter, or too many widgets throws, as Google does.
 */

export type GasType =
  | { kind: 'any' | 'text' | 'number' | 'integer' | 'boolean' | 'text-map' }
  | { kind: 'array'; of: GasType }
  | { kind: 'class'; name: string };
export interface GasMethod {
  readonly parameters: readonly { readonly name: string; readonly optional: boolean; readonly type: GasType }[];
  readonly returns: string;
}
export interface CardServiceContract {
  readonly classes: Readonly<Record<string, Readonly<Record<string, readonly GasMethod[]>>>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
}

/** What Apps Script throws for a call it does not have or that does not fit. */
export class GasError extends Error {}

interface EnumValue {
  readonly enumName: string;
  readonly value: string;
}
const enumValues = new WeakSet<object>();
const recorded = new WeakMap<object, Recorded>();
export const recordOf = (value: unknown): Recorded | null =>
  typeof value === 'object' && value !== null ? (recorded.get(value) ?? null) : null;

/** The global `CardService` for one run. */
export function cardService(contract: CardServiceContract): object {
  const enums = Object.fromEntries(
    Object.entries(contract.enums).map(([enumName, values]) => [enumName, enumObject(enumName, values)]),
  );
  const makers = Object.entries(contract.classes['CardService'] ?? {}).map(([name, signatures]) => [
    name,
    (...given: unknown[]) => {
      if (given.length > 0) throw new GasError(`CardService.${name} takes no arguments`);
      return make(contract, signatures[0]?.returns ?? '');
    },
  ]);
  return strict('CardService', { ...enums, ...Object.fromEntries(makers) });
}

function enumObject(enumName: string, values: readonly string[]): object {
  const members = values.map((value) => {
    const member = Object.freeze({ enumName, value });
    enumValues.add(member);
    return [value, member] as const;
  });
  return strict(`CardService.${enumName}`, Object.fromEntries(members));
}

/** An object that throws for names it does not have, where plain JavaScript would give undefined. */
const strict = (label: string, members: Record<string, unknown>): object =>
  new Proxy(Object.freeze(members), {
    get(target, name) {
      if (typeof name === 'symbol' || Object.hasOwn(target, name)) return Reflect.get(target, name);
      throw new GasError(`${label}.${name} does not exist`);
    },
  });

function make(contract: CardServiceContract, type: string): object {
  const methods = contract.classes[type];
  if (!methods) throw new GasError(`${type} cannot be made`);
  const record: Recorded = { type, calls: [] };
  const self: object = new Proxy(Object.freeze({}), {
    get(_target, name) {
      if (typeof name === 'symbol') return undefined;
      const signatures = methods[name];
      if (!signatures) throw new GasError(`${type}.${name} is not a function`);
      return (...given: unknown[]) => call(contract, { self, record, name, signatures }, given);
    },
  });
  recorded.set(self, record);
  return self;
}

interface Called {
  readonly self: object;
  readonly record: Recorded;
  readonly name: string;
  readonly signatures: readonly GasMethod[];
}
function call(contract: CardServiceContract, { self, record, name, signatures }: Called, given: unknown[]): unknown {
  const at = `${record.type}.${name}`;
  const problems = signatures.map((signature) => mismatch(contract, signature, given));
  if (problems.every((problem) => problem !== null)) throw new GasError(`${at}: ${problems[0] ?? 'cannot be called'}`);
  const returns = signatures[0]?.returns ?? 'void';
  if (name === 'printJson') return JSON.stringify(printed(complete(record)));
  if (name === 'build') {
    requireFewWidgets(record);
    const built = make(contract, returns);
    recordOf(built)?.calls.push(...complete(record).calls);
    return built;
  }
  record.calls.push({ name, given: given.map((value) => detach(value)) });
  const limit = LIMITS[at];
  if (limit !== undefined && record.calls.filter((one) => one.name === name).length > limit) {
    throw new GasError(`${at}: more than ${limit}`);
  }
  return returns === 'void' ? undefined : self;
}

/** Arguments as they are now: Google copies, so changing a parameters object afterwards changes nothing. */
const detach = (value: unknown): unknown => {
  const inner = recordOf(value);
  if (inner) return complete(inner);
  if (Array.isArray(value)) return value.map(detach);
  return isEnum(value) || typeof value !== 'object' ? value : structuredClone(value);
};

function complete(record: Recorded): Recorded {
  for (const names of REQUIRED[record.type] ?? []) {
    if (!record.calls.some(({ name }) => names.includes(name))) {
      throw new GasError(`${record.type}: ${names.join(' or ')} is required`);
    }
  }
  return record;
}

/** "A card can have at most 100 widgets", whatever the sections they are in. */
function requireFewWidgets({ type, calls }: Recorded): void {
  const sections = calls.flatMap(({ name, given: [section] }) => (name === 'addSection' ? [section as Recorded] : []));
  const widgets = sections.flatMap((section) => section.calls.filter(({ name }) => name === 'addWidget'));
  if (widgets.length > MAX_WIDGETS) throw new GasError(`${type}: a card has at most ${MAX_WIDGETS} widgets`);
}

const isEnum = (value: unknown): value is EnumValue =>
  typeof value === 'object' && value !== null && enumValues.has(value);

function mismatch(contract: CardServiceContract, { parameters }: GasMethod, given: readonly unknown[]): string | null {
  const needed = parameters.filter(({ optional }) => !optional).length;
  if (given.length < needed || given.length > parameters.length) {
    return `takes (${parameters.map(({ name }) => name).join(', ')}), got ${given.length} arguments`;
  }
  for (const [index, value] of given.entries()) {
    const parameter = parameters[index];
    if (parameter && !fits(contract, parameter.type, value)) {
      return `${parameter.name} must be ${wanted(parameter.type)}, got ${described(value)}`;
    }
  }
  return null;
}

function fits(contract: CardServiceContract, type: GasType, value: unknown): boolean {
  switch (type.kind) {
    case 'any':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'text-map':
      return (
        typeof value === 'object' && value !== null && Object.values(value).every((inner) => typeof inner === 'string')
      );
    case 'array':
      // Array.isArray also knows arrays of the script's own realm.
      return Array.isArray(value) && value.every((inner) => fits(contract, type.of, inner));
    case 'class':
      if (contract.enums[type.name]) return isEnum(value) && value.enumName === type.name;
      return isA(recordOf(value)?.type, type.name);
  }
}

const BUTTONS: readonly string[] = ['TextButton', 'ImageButton'];
const isA = (type: string | undefined, wantedType: string): boolean => {
  if (type === undefined) return false;
  if (wantedType === 'Widget') return WIDGETS.has(type);
  return type === wantedType || (wantedType === 'Button' && BUTTONS.includes(type));
};

const wanted = (type: GasType): string => {
  if (type.kind === 'class') return `a CardService.${type.name}`;
  return type.kind === 'array'
    ? `a list (each ${wanted(type.of)})`
    : {
        'text-map': 'a map of texts',
        text: 'a text',
        any: 'a text, number or boolean',
        number: 'a number',
        integer: 'a whole number',
        boolean: 'true or false',
      }[type.kind];
};
const described = (value: unknown): string => {
  if (isEnum(value)) return `CardService.${value.enumName}.${value.value}`;
  return recordOf(value)?.type ?? (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value);
};
