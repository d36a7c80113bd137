import { slackContract, type SlackField, type SlackFields, type SlackType } from './contract.js';
import { invalidArguments, SlackError } from './errors.js';
import { isObject, type Json, type JsonObject } from './json.js';

/** A problem and where it is, as the vendor writes it: `must be a string [json-pointer:/blocks/0/text]`. */
const problem = (what: string, at: string): string => `${what} [json-pointer:${at}]`;

/**
 * The arguments of a call as the method's typings describe them: unknown names, wrong types, values that are not in a closed list, missing
 * ones and texts that are too long are refused together. Form bodies carry everything as text: booleans, numbers and JSON are read
 * from it. Blocks of messages have a refusal of their own, `invalid_blocks`.
 */
export function strictArguments(method: string, given: JsonObject, isForm: boolean): JsonObject {
  const fields = slackContract.methods[method] ?? {};
  const problems: string[] = [];
  const read: JsonObject = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) problems.push(`no such argument: ${name}`);
    else if (value !== null) read[name] = isForm ? fromText(field, String(value), name) : value;
  }
  const { blocks, ...rest } = read;
  checkFields(fields, rest, '', problems, ['blocks']);
  if (problems.length > 0) throw invalidArguments(problems);
  if (blocks !== undefined && fields.blocks) checkBlocks(fields.blocks, blocks);
  else if (blocks === undefined && fields.blocks?.required) throw invalidArguments(['missing required field: blocks']);
  return read;
}

function checkBlocks(field: SlackField, blocks: Json): void {
  const problems: string[] = [];
  check(field, blocks, '/blocks', problems);
  if (problems.length > 0)
    throw new SlackError('invalid_blocks', {
      errors: problems,
      response_metadata: { messages: problems.map((one) => `[ERROR] ${one}`) },
    });
}

/** A block list or view that did not come as an argument of a method, such as the answer to a submission. Lines of problems. */
export function problemsOf(type: SlackType, value: Json, at: string): string[] {
  const problems: string[] = [];
  check(type, value, at, problems);
  return problems;
}

function fromText(field: SlackField, text: string, name: string): Json {
  if (field.type === 'boolean') {
    // https://docs.slack.dev/apis/web-api: booleans of form bodies are sent as true/false or 1/0.
    if (['true', '1'].includes(text)) return true;
    return ['false', '0'].includes(text) ? false : text;
  }
  if (field.type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (field.type === 'string' || field.values) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    if (name === 'blocks') throw new SlackError('invalid_blocks_format');
    if (field.anyOf?.some(({ type }) => type === 'string')) return text;
    throw invalidArguments([`${name} must be a JSON-encoded value [json-pointer:/${name}]`]);
  }
}

function checkFields(
  fields: SlackFields,
  value: JsonObject,
  at: string,
  problems: string[],
  without: readonly string[] = [],
): void {
  for (const [name, field] of Object.entries(fields))
    if (field.required && value[name] === undefined && !without.includes(name))
      problems.push(problem(`missing required field: ${name}`, at || '/'));
  for (const [name, item] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) problems.push(problem(`no more than the documented fields are allowed: ${name}`, at || '/'));
    else check(field, item, `${at}/${name}`, problems);
  }
}

function check(type: SlackField, value: Json, at: string, problems: string[]): void {
  if (type.anyOf) checkAny(type.anyOf, value, at, problems);
  else if (type.values) {
    if (!type.values.some((one) => one === value))
      problems.push(problem(`must be one of ${type.values.join(', ')}`, at));
  } else if (type.type) {
    if (typeof value !== type.type) problems.push(problem(`must be a ${type.type}`, at));
  } else if (type.array) {
    const { array } = type;
    if (Array.isArray(value)) value.forEach((item, index) => check(array, item, `${at}/${index}`, problems));
    else problems.push(problem('must be an array', at));
  } else if (type.map ?? type.ref) {
    if (!isObject(value)) problems.push(problem('must be an object', at));
    else if (type.ref) checkFields(slackContract.types[type.ref] ?? {}, value, at, problems);
    else for (const [key, item] of Object.entries(value)) check(type.map ?? {}, item, `${at}/${key}`, problems);
  }
  checkSize(type, value, at, problems);
}

/** Objects are told apart by their `type`; where none says it, the alternative with the fewest problems is meant. */
function checkAny(alternatives: readonly SlackType[], value: Json, at: string, problems: string[]): void {
  const tries = candidates(alternatives, value).map((one) => problemsOf(one, value, at));
  if (tries.some((found) => found.length === 0)) return;
  const best = tries.sort((one, other) => one.length - other.length)[0];
  if (best) problems.push(...best);
  else if (isObject(value) && typeof value.type === 'string')
    problems.push(problem(`unsupported type: ${value.type}`, `${at}/type`));
  else problems.push(problem('failed to match all allowed schemas', at));
}

function candidates(alternatives: readonly SlackType[], value: Json): readonly SlackType[] {
  if (!isObject(value)) return alternatives.filter((one) => problemsOf(one, value, '').length === 0);
  const named = alternatives.filter(({ ref, map }) => map !== undefined || ref !== undefined);
  const tagged = named.filter(({ ref }) => ref !== undefined && slackContract.types[ref]?.type?.values);
  return tagged.length > 0
    ? named.filter(({ ref }) => slackContract.types[ref ?? '']?.type?.values?.some((one) => one === value.type))
    : named;
}

function checkSize({ max, min, maxText, maxItemText }: SlackField, value: Json, at: string, problems: string[]): void {
  const text = (item: Json, most: number | undefined, where: string) => {
    const inside = isObject(item) ? item.text : item;
    if (most !== undefined && typeof inside === 'string' && [...inside].length > most)
      problems.push(problem(`must be less than ${most + 1} characters`, where));
  };
  text(value, maxText ?? max, at);
  if (typeof value === 'string' && value.length < (min ?? 0))
    problems.push(problem('must be more than 0 characters', at));
  if (Array.isArray(value)) {
    if (max !== undefined && value.length > max) problems.push(problem(`no more than ${max} items allowed`, at));
    value.forEach((item, index) => text(item, maxItemText, `${at}/${index}`));
  }
  if (typeof value === 'number' && max !== undefined && value > max)
    problems.push(problem(`must be less than ${max + 1}`, at));
}
