import { questionBlock, SlackConnections, SlackPeople, SlackQuestions } from '@understudy/api/testing';
import { asId, type UserId } from '@understudy/domain';
import type { SeenMessage, SlackWorld } from './slacking.js';
import type { Person } from './world.js';

type Question = Parameters<typeof questionBlock>[0];
interface Conversation {
  readonly id: string;
  readonly kind: string;
  readonly messages: readonly SeenMessage[];
}
export type Placed = SeenMessage & { readonly channel: string };

const conversations = async (world: SlackWorld, who: Person): Promise<readonly Conversation[]> =>
  ((await world.as(who).inbox()) as { channels: readonly Conversation[] }).channels;

/** Everything that is shown, the newest last. */
export const messagesOf = async (world: SlackWorld, who: Person): Promise<Placed[]> =>
  (await conversations(world, who))
    .flatMap(({ id, messages }) => messages.map((message) => ({ ...message, channel: id })))
    .toSorted((a, b) => (a.ts < b.ts ? -1 : 1));

/** The newest message this person sees; throws when there is none. */
export async function lastTo(world: SlackWorld, who: Person): Promise<Placed> {
  const message = (await messagesOf(world, who)).at(-1);
  if (!message) throw new Error(`${who.name} sees nothing in Slack`);
  return message;
}

/** One message as it is now. */
export async function messageTo(world: SlackWorld, who: Person, { ts }: Pick<Placed, 'ts'>): Promise<Placed> {
  const message = (await messagesOf(world, who)).find((one) => one.ts === ts);
  if (!message) throw new Error(`${who.name} does not see the message ${ts}`);
  return message;
}

/** All words in blocks, in order. */
export const textOf = ({ text, blocks = [] }: Pick<SeenMessage, 'text' | 'blocks'>): string =>
  blocks.length === 0
    ? text
    : [...JSON.stringify(blocks).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, words]) => words).join('\n');

/** The buttons under a message, by their action. */
export const buttonsOf = ({ blocks = [] }: Pick<SeenMessage, 'blocks'>): string[] =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, action = '']) => action);

/** The form that is open, its fields by their names. */
export async function modalOf(world: SlackWorld, who: Person) {
  const { modal } = (await world.as(who).inbox()) as { modal: { id: string; blocks: { block_id: string }[] } | null };
  if (!modal) throw new Error(`${who.name} has no form open`);
  return {
    id: modal.id,
    fields: Object.fromEntries(modal.blocks.map((block) => [block.block_id, block])),
    text: textOf({ text: '', blocks: modal.blocks }),
  };
}

/** The home tab; throws when none was drawn. */
export async function homeOf(world: SlackWorld, who: Person): Promise<{ id: string; text: string; buttons: string[] }> {
  const { home } = (await world.as(who).inbox()) as { home: { id: string; blocks: Record<string, unknown>[] } | null };
  if (!home) throw new Error(`${who.name} has no home tab`);
  return { id: home.id, text: textOf({ text: '', blocks: home.blocks }), buttons: buttonsOf(home) };
}

/** Asks somebody by a direct message, as the notifications do. */
export async function ask(world: SlackWorld, who: Person, question: Question): Promise<Placed> {
  const { tenantId } = world.org;
  const userId = asId<UserId>(who.id);
  const slack = await world.api.app.get(SlackConnections).of(tenantId);
  const channel = await world.api.app.get(SlackPeople).slackIdOf(tenantId, userId);
  if (!slack || !channel) throw new Error(`${who.name} cannot be written to`);
  const blocks = [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'A question' } },
    questionBlock(question),
  ];
  const posted = await slack.web.chat.postMessage({ channel, text: 'A question', blocks });
  const place = { channelId: posted.channel ?? '', messageTs: posted.ts ?? '' };
  await world.api.app
    .get(SlackQuestions)
    .asked(tenantId, { ...place, userId, fallback: 'A question', blocks }, [question]);
  return messageTo(world, who, { ts: place.messageTs });
}
