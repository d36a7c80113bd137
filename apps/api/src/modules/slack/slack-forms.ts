import type { KnownBlock, View } from '@slack/web-api';
import { SEVERITIES } from '@understudy/contracts';
import { type SlackAction, slackActionId } from './slack-actions.js';
import { cut, link, mrkdwn, plain, section } from './slack-blocks.js';

type ModalView = Extract<View, { type: 'modal' }>;

const SEVERITY_WORDS = {
  P0: 'P0: the customer is down, or about to leave',
  P1: 'P1: badly hurt, no way around',
  P2: 'P2: hurt, with a way around',
  P3: 'P3: a nuisance',
} as const satisfies Record<(typeof SEVERITIES)[number], string>;

const MOST_INPUT = 3_000;
const MOST_OPTIONS = 100;

const modal = (
  action: SlackAction,
  title: string,
  submit: string,
  blocks: readonly KnownBlock[],
  metadata: object = {},
): ModalView => ({
  type: 'modal',
  callback_id: slackActionId(action.verb, action.subjectId),
  title: plain(title, 24),
  submit: plain(submit, 24),
  close: plain('Cancel', 24),
  private_metadata: JSON.stringify(metadata),
  blocks: [...blocks],
});

const words = (
  id: string,
  label: string,
  more: { multiline?: boolean; optional?: boolean; initial?: string; most?: number; hint?: string } = {},
): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, 2_000),
  optional: more.optional ?? false,
  ...(more.hint !== undefined && { hint: plain(more.hint, 2_000) }),
  element: {
    type: 'plain_text_input',
    action_id: id,
    multiline: more.multiline ?? false,
    max_length: more.most ?? MOST_INPUT,
    ...(more.initial !== undefined &&
      more.initial !== '' && { initial_value: cut(more.initial, more.most ?? MOST_INPUT) }),
  },
});

/** Why not: the absent person and the manager read it. */
export const reasonForm = (action: SlackAction, title: string, whoReads: string): ModalView =>
  modal(action, title, 'Send', [words('reason', 'Why?', { multiline: true, most: 500, hint: whoReads })]);

/** Whom to ask, best first. */
export const coverForm = (
  action: SlackAction,
  people: readonly { readonly userId: string; readonly name: string; readonly score: number }[],
): ModalView =>
  modal(action, 'Ask for cover', 'Ask', [
    {
      type: 'input',
      block_id: 'backup_user_id',
      label: plain('Who could stand in?'),
      element: {
        type: 'static_select',
        action_id: 'backup_user_id',
        placeholder: plain('Best first'),
        options: people
          .slice(0, MOST_OPTIONS)
          .map(({ userId, name, score }) => ({ text: plain(`${name} (${Math.round(score)} of 100)`), value: userId })),
      },
    },
  ]);

/** Where an escalation comes from, kept in the form while it is open. */
export interface EscalationOrigin {
  /** The message it is about; null without one. */
  readonly permalink: string | null;
}

/** PRD-243 FR-1: who, what, how bad. The customer is searched for while it is typed. */
export const escalationForm = (
  categories: readonly string[],
  about: { readonly customer: { readonly id: string; readonly choice: string } | null; readonly description: string },
  origin: EscalationOrigin,
): ModalView =>
  modal(
    { verb: 'escalation-new', subjectId: null },
    'Escalate',
    'Escalate',
    [
      {
        type: 'input',
        block_id: 'customer_id',
        label: plain('Customer'),
        element: {
          type: 'external_select',
          action_id: 'customer_id',
          min_query_length: 2,
          placeholder: plain('Type a name or a domain'),
          ...(about.customer && {
            initial_option: { text: plain(about.customer.choice), value: about.customer.id },
          }),
        },
      },
      {
        type: 'input',
        block_id: 'severity',
        label: plain('How bad is it?'),
        element: {
          type: 'static_select',
          action_id: 'severity',
          options: SEVERITIES.map((severity) => ({ text: plain(SEVERITY_WORDS[severity]), value: severity })),
        },
      },
      {
        type: 'input',
        block_id: 'category',
        label: plain('What kind of problem?'),
        element: {
          type: 'static_select',
          action_id: 'category',
          options: categories.slice(0, MOST_OPTIONS).map((name) => ({ text: plain(name), value: name })),
        },
      },
      words('title', 'Title', { most: 500 }),
      words('description', 'What happened?', { multiline: true, initial: about.description }),
      words('expected_resolution', 'What has to be true when it is solved?', {
        multiline: true,
        optional: true,
        hint: 'P0 and P1 need it.',
      }),
    ],
    origin,
  );

/** What stands in the form's place when it is done. */
export const doneView = (title: string, text: string, url: string | null): ModalView => ({
  type: 'modal',
  title: plain(title, 24),
  close: plain('Close', 24),
  blocks: [section(url === null ? mrkdwn(text) : `${mrkdwn(text)}\n${link(url, 'Open it in Understudy')}`)],
});
