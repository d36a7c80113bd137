import { elementsOf } from './blocks.js';
import { isObject, textOf, type Json, type JsonObject } from './json.js';

/** Problem with what a person was said to have done; a sentence for whoever drives the sandbox. */
export class ActError extends Error {}

/** What an element holds after a person used it, as payloads carry it. `value`: a plain value, or an option with its text. */
export function held(element: JsonObject, value: Json | undefined): JsonObject {
  const type = textOf(element.type);
  const single = SINGLE[type];
  if (single) return { type, [single]: value ?? null };
  if (type === 'button' || type.endsWith('_input')) {
    const own = type === 'button' ? element.value : undefined;
    const given = value ?? own;
    return { type, ...(given !== undefined && { value: given }) };
  }
  if (type === 'static_select' || type === 'external_select' || type === 'radio_buttons' || type === 'overflow')
    return { type, selected_option: value === undefined || value === null ? null : optionOf(element, value) };
  if (type === 'checkboxes' || type === 'multi_static_select' || type === 'multi_external_select') {
    const many = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return { type, selected_options: many.map((one) => optionOf(element, one)) };
  }
  throw new ActError(`The sandbox does not know how a person uses ${type || 'this element'}.`);
}
const SINGLE: Readonly<Record<string, string | undefined>> = {
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

/** The option with this value: one of the element's own, or for a typeahead the one that was suggested. */
function optionOf(element: JsonObject, value: Json): JsonObject {
  if (isObject(value)) return value;
  const known = optionsOf(element).find((option) => option.value === value);
  if (known) return known;
  if (textOf(element.type).includes('external')) return { text: { type: 'plain_text', text: String(value) }, value };
  throw new ActError(`${textOf(element.action_id)} has no option "${String(value)}".`);
}

export function optionsOf(element: JsonObject): JsonObject[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isObject) : [];
  return [element.options, ...groups.map(({ options }) => options)]
    .flatMap((options) => (Array.isArray(options) ? options : []))
    .filter(isObject);
}

/** What an element starts with. */
function initial(element: JsonObject): Json | undefined {
  const names = Object.keys(element).filter((name) => name.startsWith('initial_'));
  const value = names[0] === undefined ? undefined : element[names[0]];
  return isObject(value) ? value : Array.isArray(value) ? value : value;
}

/**
 * `view.state.values`: every input of the view, filled in from `given` (`{block_id: {action_id: value}}` or `{action_id: value}`), else with what it started
 * with. Answers besides the ids of blocks that must not be empty and are, which Slack's own client holds back.
 */
export function stateOf(
  blocks: readonly JsonObject[],
  given: JsonObject,
): { values: JsonObject; missing: string[]; unknown: string[] } {
  const values: Record<string, JsonObject> = {};
  const missing: string[] = [];
  const used = new Set<string>();
  for (const block of blocks) {
    const blockId = textOf(block.block_id);
    for (const element of elementsOf(block)) {
      const actionId = textOf(element.action_id);
      if (block.type !== 'input' && element.type === 'button') continue;
      const inBlock = given[blockId];
      const value = isObject(inBlock) && actionId in inBlock ? inBlock[actionId] : given[actionId];
      if (isObject(inBlock)) used.add(blockId);
      if (actionId in given) used.add(actionId);
      const filled =
        isObject(value) && typeof value.type === 'string' ? value : held(element, value ?? initial(element));
      if (block.type === 'input' && block.optional !== true && isEmpty(filled)) missing.push(blockId);
      (values[blockId] ??= {})[actionId] = filled;
    }
  }
  return { values, missing, unknown: Object.keys(given).filter((key) => !used.has(key)) };
}

function isEmpty(value: JsonObject): boolean {
  const { type: _type, ...rest } = value;
  return Object.values(rest).every((one) => one === null || one === '' || (Array.isArray(one) && one.length === 0));
}
