import { startOf, stateOf } from './modal-form.js';
import type { SlackBlock, SlackElement, SlackView } from '../api/slack.js';

const element = (type: string, more: Partial<SlackElement> = {}): SlackElement => ({
  type,
  action_id: 'value',
  options: [],
  option_groups: [],
  multiline: false,
  ...more,
});
const input = (block_id: string, given: SlackElement): SlackBlock => ({
  type: 'input',
  block_id,
  fields: [],
  elements: [],
  optional: false,
  element: given,
});
const acme = { text: { type: 'plain_text', text: 'Acme' }, value: 'c1' };
const view: SlackView = {
  id: 'V1',
  hash: 'h1',
  blocks: [
    input('title', element('plain_text_input', { initial_value: 'Down' })),
    input('severity', element('static_select', { initial_option: acme })),
    input('customer', element('external_select', { initial_option: acme })),
    input('due', element('datepicker', { initial_date: '2026-07-06' })),
    input('notes', element('plain_text_input')),
  ],
};

test('a dialog starts with what the app put in', () => {
  expect(startOf(view)).toEqual({ title: 'Down', severity: 'c1', customer: acme, due: '2026-07-06' });
});

test('what is empty is not sent', () => {
  const state = stateOf(view, { ...startOf(view), title: '', notes: 'Since noon' });
  expect(state).toEqual({
    severity: { value: 'c1' },
    customer: { value: acme },
    due: { value: '2026-07-06' },
    notes: { value: 'Since noon' },
  });
});
