import { z } from 'zod';
import { http } from './http.js';

const TextObject = z.object({ type: z.string(), text: z.string() });
const Option = z.looseObject({ text: TextObject, value: z.string().default('') });
/** Buttons, menus and fields; what a kind of element has besides stays unread until it is drawn. */
const Element = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  text: z.union([TextObject, z.string()]).optional(),
  placeholder: TextObject.optional(),
  options: z.array(Option).default([]),
  option_groups: z.array(z.object({ label: TextObject, options: z.array(Option) })).default([]),
  style: z.string().optional(),
  url: z.string().optional(),
  value: z.string().optional(),
  multiline: z.boolean().default(false),
  max_length: z.number().optional(),
  initial_value: z.string().optional(),
  initial_option: Option.optional(),
  initial_date: z.string().optional(),
  alt_text: z.string().optional(),
});
const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().default(''),
  text: z.union([TextObject, z.string()]).optional(),
  fields: z.array(TextObject).default([]),
  elements: z.array(Element).default([]),
  accessory: Element.optional(),
  element: Element.optional(),
  label: TextObject.optional(),
  hint: TextObject.optional(),
  optional: z.boolean().default(false),
  alt_text: z.string().optional(),
});
const View = z.object({
  id: z.string(),
  hash: z.string(),
  blocks: z.array(Block).default([]),
  title: TextObject.optional(),
  submit: TextObject.optional(),
  close: TextObject.optional(),
});
const Message = z.object({
  ts: z.string(),
  from: z.object({ id: z.string(), name: z.string(), is_bot: z.boolean() }),
  text: z.string(),
  blocks: z.array(Block),
  thread_ts: z.string().nullable(),
  is_ephemeral: z.boolean(),
  is_edited: z.boolean(),
});
const Channel = z.object({
  id: z.string(),
  kind: z.enum(['public', 'private', 'im', 'mpim']),
  name: z.string(),
  is_archived: z.boolean(),
  is_member: z.boolean(),
  members: z.array(z.string()),
  topic: z.string(),
  purpose: z.string(),
  pins: z.array(z.string()),
  messages: z.array(Message),
});
const Colleague = z.object({ id: z.string(), name: z.string(), is_bot: z.boolean(), is_deactivated: z.boolean() });
const Inbox = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    team: z.string(),
    status: z.object({ text: z.string(), emoji: z.string(), expiration: z.number() }),
  }),
  is_installed: z.boolean(),
  channels: z.array(Channel),
  home: View.nullable(),
  modal: View.nullable(),
  people: z.array(Colleague),
});
export type SlackTextObject = z.infer<typeof TextObject>;
export type SlackOption = z.infer<typeof Option>;
export type SlackElement = z.infer<typeof Element>;
export type SlackBlock = z.infer<typeof Block>;
export type SlackView = z.infer<typeof View>;
export type SlackMessage = z.infer<typeof Message>;
export type SlackChannel = z.infer<typeof Channel>;
export type SlackInbox = z.infer<typeof Inbox>;

const PEOPLE = '/sandbox/slack/people';

/** What one person sees in the stand-in Slack. */
export const readSlack = async (email: string, signal: AbortSignal): Promise<SlackInbox> =>
  Inbox.parse(await http(`${PEOPLE}/${encodeURIComponent(email)}/inbox`, { signal }));

/** Something done with the mouse: the product is asked, and its answer shown. */
export const actInSlack = (email: string, act: string, body: object): Promise<unknown> =>
  http(`${PEOPLE}/${encodeURIComponent(email)}/${act}`, { method: 'POST', body });

const Submitted = z.object({ outcome: z.string(), errors: z.record(z.string(), z.string()) });
export type SlackSubmitted = z.infer<typeof Submitted>;
export const submitInSlack = async (email: string, body: object): Promise<SlackSubmitted> =>
  Submitted.parse(await actInSlack(email, 'submit', body));

const Suggested = z.object({
  options: z.array(Option).default([]),
  option_groups: z.array(z.object({ options: z.array(Option) })).default([]),
});
/** What a typeahead offers for these letters. */
export async function suggestInSlack(email: string, body: object): Promise<readonly SlackOption[]> {
  const { options, option_groups } = Suggested.parse(await actInSlack(email, 'suggest', body));
  return [...options, ...option_groups.flatMap((group) => group.options)];
}

const Called = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
/** Slack's own Web API as the person in front of it. Throws with the vendor's word when it refuses. */
export async function callSlack(email: string, method: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer person:${email}` };
  const answer = Called.parse(await http(`/sandbox/slack/api/${method}`, { method: 'POST', headers, body }));
  if (!answer.ok) throw new SlackRefused(answer.error ?? 'unknown');
  return answer;
}

export class SlackRefused extends Error {
  constructor(readonly code: string) {
    super(`Slack refused this: ${code}.`);
  }
}
