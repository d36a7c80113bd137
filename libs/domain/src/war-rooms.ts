import type { EscalationStatus, Severity } from './escalations.js';
import type { EscalationId } from './ids.js';

export const WAR_ROOM_STATES = ['wanted', 'open', 'missing', 'closed'] as const;
export type WarRoomState = (typeof WAR_ROOM_STATES)[number];

/** Why there is one: P0 and P1 always get one, a rule adds one for P2 and P3 (PRD-243 FR-4.2, product.md 16). */
export type WarRoomBecause = 'severity' | 'rule';

/** What its state means for whoever reads it. */
export const WAR_ROOM_NOTES = {
  wanted: 'It is being opened.',
  open: 'Everybody on this escalation is in it.',
  missing: 'Slack is not connected: the discussion of this escalation is the war room.',
  closed: 'It is closed; what was said there stays.',
} as const satisfies Record<WarRoomState, string>;

/** The end came before the room did. */
export const WAR_ROOM_NEVER_OPENED = 'The escalation ended before it was open.';

/** Slack's limit for the name of a channel. */
const LONGEST_NAME = 80;

/** null: none is wanted. One from a conversation without a customer gets none (product.md 1), nor one that is over. */
export const warRoomWanted = (escalation: {
  readonly severity: Severity;
  readonly status: EscalationStatus;
  readonly hasCustomer: boolean;
  readonly isAskedByRule: boolean;
}): WarRoomBecause | null => {
  const { severity, status, hasCustomer, isAskedByRule } = escalation;
  const isWorkedOn = status === 'open' || status === 'investigating' || status === 'action_required';
  if (!hasCustomer || !isWorkedOn) return null;
  if (severity === 'P0' || severity === 'P1') return 'severity';
  return isAskedByRule ? 'rule' : null;
};

/** What decomposing does not take apart; Cyrillic and Greek as their passports' Latin reads. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'ß ss æ ae œ oe ø o đ d ð d þ th ł l ħ h ı i ŋ n',
    'а a б b в v г g ґ g д d е e є ie ж zh з z и i і i ї i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю iu я ia ј j љ lj њ nj ћ c џ dz ђ dj',
    'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o',
  ]
    .join(' ')
    .match(/\S+ \S+/g)
    ?.map((pair) => pair.split(' '))
    .map(([from = '', to = '']) => [from, to === '-' ? '' : to]) ?? [],
);

/** Lower case letters and digits of the name with single hyphens between; accents are dropped, scripts without letters of ours leave nothing. */
export const channelSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => LATIN[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** The same name told apart from others: at most 80 characters, the suffix kept whole. `nth` 1 is the name itself. */
export const channelNameNth = (name: string, nth: number): string => {
  const ending = nth <= 1 ? '' : `-${nth}`;
  return `${name.slice(0, LONGEST_NAME - ending.length).replace(/-+$/, '')}${ending}`;
};

/**
 * `esc-<last 8 of the id>-<customer>` as Slack takes it: at most 80 characters, lower case. PRD-243 says the first 8, but those of an id
 * that begins with the time are the same for a minute. Give the code name of a confidential customer.
 */
export const warRoomName = (id: EscalationId, customerName: string, nth = 1): string =>
  channelNameNth(`esc-${id.slice(-8)}-${channelSlug(customerName) || 'customer'}`, nth);

/** What the room says of itself while it is open: those without Slack are named, because nobody else reaches them. */
export const warRoomNote = (withoutSlack: readonly string[], threadIn: string | null): string =>
  [
    threadIn === null
      ? withoutSlack.length === 0
        ? WAR_ROOM_NOTES.open
        : 'Everybody on this escalation who has Slack is in it.'
      : `This workspace lets no channel be made: it is a thread in ${threadIn}.`,
    ...(withoutSlack.length === 0 ? [] : [`Not in Slack: ${withoutSlack.join(', ')}.`]),
  ].join(' ');

export interface WarRoomBrief {
  readonly severity: Severity;
  readonly title: string;
  readonly customerName: string;
  readonly category: string | null;
  readonly ownerName: string | null;
  readonly secondOwnerName: string | null;
  readonly dueAt: Temporal.Instant;
  readonly expectedResolution: string | null;
  readonly description: string;
  readonly link: string;
}

/** How the service behind the room writes: words of people without any effect, an instant in each reader's own zone. */
export interface BriefWriting {
  text(words: string): string;
  time(at: Temporal.Instant): string;
}

const LONGEST_DESCRIPTION = 2_000;

/** What stands first in a war room: what it is about, who owns it, until when, what has to be true at the end, where it is worked on. */
export const warRoomBrief = (brief: WarRoomBrief, { text, time }: BriefWriting): string => {
  const { severity, title, customerName, category, ownerName, secondOwnerName, dueAt, expectedResolution, link } =
    brief;
  const description = [...brief.description];
  const cut = description.length > LONGEST_DESCRIPTION;
  return [
    `${severity} at ${text(customerName)}: ${text(title)}`,
    ...(category === null ? [] : [`Category: ${text(category)}`]),
    `Owner: ${ownerName === null ? 'nobody yet' : text(ownerName)}${secondOwnerName === null ? '' : `, then ${text(secondOwnerName)}`}`,
    `To be resolved by ${time(dueAt)}`,
    ...(expectedResolution === null ? [] : [`Solved when: ${text(expectedResolution)}`]),
    '',
    text(cut ? `${description.slice(0, LONGEST_DESCRIPTION).join('')}…` : brief.description),
    '',
    link,
  ].join('\n');
};
