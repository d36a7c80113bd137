import { z } from 'zod';

const id = z.string().min(1).max(255);
const Team = z.object({ id });
const User = z.object({ id });

export const Action = z.object({
  action_id: z.string().max(255),
  block_id: z.string().max(255).optional(),
  value: z.string().max(2000).optional(),
  action_ts: z.string().optional(),
});

const Option = z.object({ value: z.string() }).nullish();
/** One field of a form: what was typed, or what was chosen. */
const Field = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: Option,
});
export type Field = z.output<typeof Field>;

const SubmittedView = z.object({
  id,
  callback_id: z.string(),
  private_metadata: z.string().default(''),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)) }),
});
export type SubmittedView = z.output<typeof SubmittedView>;

const from = { team: Team, user: User };

/** What the interactivity address gets (https://docs.slack.dev/reference/interaction-payloads); the parts we use. */
export const Interaction = z.discriminatedUnion('type', [
  z.object({
    ...from,
    type: z.literal('block_actions'),
    trigger_id: z.string(),
    response_url: z.string().optional(),
    actions: z.array(Action).min(1),
  }),
  z.object({ ...from, type: z.literal('view_submission'), view: SubmittedView }),
  z.object({ ...from, type: z.literal('view_closed') }),
  z.object({ ...from, type: z.literal('shortcut'), trigger_id: z.string(), callback_id: z.string() }),
  z.object({
    ...from,
    type: z.literal('message_action'),
    trigger_id: z.string(),
    callback_id: z.string(),
    channel: z.object({ id }),
    message: z.object({ ts: z.string(), text: z.string().default('') }),
  }),
  z.object({ ...from, type: z.literal('block_suggestion'), action_id: z.string(), value: z.string().max(200) }),
]);
export type Interaction = z.output<typeof Interaction>;
export type InteractionOf<T extends Interaction['type']> = Extract<Interaction, { type: T }>;

/** A slash command, as its form fields. */
export const Command = z.object({
  team_id: id,
  user_id: id,
  channel_id: id.optional(),
  command: z.string(),
  text: z.string().max(3000).default(''),
  trigger_id: z.string(),
  response_url: z.string(),
});
export type Command = z.output<typeof Command>;

/** What was typed or chosen, by the name of the block; left out where nothing was. */
export function fieldsOf({ state }: SubmittedView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(state.values).flatMap(([name, elements]) => {
      const [field] = Object.values(elements);
      const value = (field?.selected_option?.value ?? field?.value ?? '').trim();
      return value === '' ? [] : [[name, value]];
    }),
  );
}
