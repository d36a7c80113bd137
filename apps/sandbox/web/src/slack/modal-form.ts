import type { SlackBlock, SlackElement, SlackOption, SlackView } from '../api/slack.js';

/** What is filled in, by block; a typeahead keeps the option with its words. */
export type ModalValues = Readonly<Record<string, string | SlackOption>>;

const inputsOf = (view: SlackView): readonly (SlackBlock & { element: SlackElement })[] =>
  view.blocks.flatMap((block) =>
    block.type === 'input' && block.element ? [{ ...block, element: block.element }] : [],
  );

/** What the fields start with. */
export function startOf(view: SlackView): ModalValues {
  return Object.fromEntries(
    inputsOf(view).flatMap(({ block_id, element }): [string, string | SlackOption][] => {
      const { initial_value, initial_option, initial_date, type } = element;
      if (initial_option) return [[block_id, type === 'external_select' ? initial_option : initial_option.value]];
      const value = initial_value ?? initial_date;
      return value === undefined ? [] : [[block_id, value]];
    }),
  );
}

/** As the sandbox takes a submission: `{block_id: {action_id: value}}`, without what is empty. */
export function stateOf(view: SlackView, values: ModalValues): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    inputsOf(view).flatMap(({ block_id, element }) => {
      const value = values[block_id];
      return value === undefined || value === '' ? [] : [[block_id, { [element.action_id]: value }]];
    }),
  );
}

export const optionsOf = (element: SlackElement): readonly SlackOption[] => [
  ...element.options,
  ...element.option_groups.flatMap(({ options }) => options),
];
