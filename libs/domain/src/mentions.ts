import { asId, type UserId } from './ids.js';

/** As surfaces write it: `@[Ana Lima](7b1e…)`; the id counts, the name is what people read. */
const MENTION = /@\[[^[\]\n]{1,200}\]\(([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)/g;

/** Whom a comment means by name (PRD-243 FR-4.1): those in its text and those picked beside it, once each, in the order of the text. */
export const mentionedIn = (text: string, picked: readonly UserId[] = []): UserId[] => [
  ...new Set([...[...text.matchAll(MENTION)].map(([, id = '']) => asId<UserId>(id)), ...picked]),
];

/** The text as people read it: a mention is "@Ana Lima". */
export const withoutMentionIds = (text: string): string =>
  text.replace(MENTION, (mention) => mention.slice(0, mention.indexOf('](')).replace('@[', '@'));
