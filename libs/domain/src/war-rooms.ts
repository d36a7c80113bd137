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

/** Lower case letters and digits of the name with single hyphens between; accents are dropped, other scripts leave nothing. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * `esc-<first 8 of the id>-<customer>` (PRD-243), as Slack takes it: at most 80 characters, lower case. Ids begin with the time, so two
 * escalations of one customer within a minute would share it: `isTaken` puts what tells them apart at the end.
 */
export const warRoomName = (id: EscalationId, customerName: string, isTaken = false): string => {
  const ending = isTaken ? `-${id.slice(-6)}` : '';
  const start = `esc-${id.slice(0, 8)}-${slug(customerName) || 'customer'}`;
  return `${start.slice(0, LONGEST_NAME - ending.length).replace(/-+$/, '')}${ending}`;
};

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

const LONGEST_DESCRIPTION = 2_000;

/** What stands first in a war room: what it is about, who owns it, until when, what has to be true at the end, where it is worked on. */
export const warRoomBrief = (brief: WarRoomBrief): string => {
  const { severity, title, customerName, category, ownerName, secondOwnerName, dueAt, expectedResolution, link } =
    brief;
  const description = [...brief.description];
  const cut = description.length > LONGEST_DESCRIPTION;
  return [
    `${severity} at ${customerName}: ${title}`,
    ...(category === null ? [] : [`Category: ${category}`]),
    `Owner: ${ownerName ?? 'nobody yet'}${secondOwnerName === null ? '' : `, then ${secondOwnerName}`}`,
    `To be resolved by ${dueAt.toString({ smallestUnit: 'minute' })}`,
    ...(expectedResolution === null ? [] : [`Solved when: ${expectedResolution}`]),
    '',
    cut ? `${description.slice(0, LONGEST_DESCRIPTION).join('')}…` : brief.description,
    '',
    link,
  ].join('\n');
};
