import type { Absence } from './absences.js';
import { type Assignment, coversCustomer, isInForceAt } from './assignments.js';
import type { AssignmentId, CustomerId, NoticeId, StakeholderId, UserId } from './ids.js';
import type { CoveragePolicy, NoticeMethod } from './policies.js';
import { introductionAt, nextSendAt } from './send-windows.js';
import { compareEnds, compareInstants } from './spans.js';

/** An update comes at most once, when what the introduction said is not so any more. */
export const NOTICE_KINDS = ['introduction', 'update'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** `draft`: no channel is connected, a person copies it. `sending`: handed to the channel, which has not answered yet. */
export const NOTICE_STATES = ['planned', 'draft', 'sending', 'sent', 'failed', 'obsolete', 'opted_out'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** What a contact was told; no backup in a cancellation. */
export interface Told {
  readonly backupUserId: UserId | null;
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate | null;
}

/** One e-mail to one contact of a customer about one absence. */
export interface Notice {
  readonly id: NoticeId;
  readonly assignmentId: AssignmentId;
  readonly customerId: CustomerId;
  readonly stakeholderId: StakeholderId;
  /** In lower case; two stakeholders with one address are one contact. */
  readonly address: string;
  readonly kind: NoticeKind;
  /** `manual`: a person asked for it. */
  readonly method: 'auto' | 'manual';
  readonly state: NoticeState;
  readonly sendAt: Temporal.Instant;
  readonly told: Told | null;
}

/** Somebody at a customer who can be written to: a primary stakeholder with an address. */
export interface NoticeContact {
  readonly customerId: CustomerId;
  readonly segment: string;
  readonly stakeholderId: StakeholderId;
  /** In lower case. */
  readonly address: string;
  /** The customer's, else its CSM's. */
  readonly timeZone: string;
  readonly hasOptedOut: boolean;
}

export type NoticeCover = Pick<
  Assignment,
  'id' | 'backupUserId' | 'tier' | 'status' | 'customerIds' | 'during' | 'acceptedAt'
> & {
  /** They asked to be released: nobody is introduced to them any more. */
  readonly isLeaving?: boolean;
  /** They are no longer with the organisation. */
  readonly hasLeft?: boolean;
};

/** Everything that decides who is told what of one absence, and when. */
export interface NoticeWorld {
  readonly absence: Pick<Absence, 'status' | 'during' | 'windows'> & Pick<Told, 'firstOn' | 'lastOn'>;
  readonly method: NoticeMethod;
  readonly rules: Pick<CoveragePolicy['notices'], 'segments' | 'minDays'>;
  readonly covers: readonly NoticeCover[];
  /** Who is responsible for a customer though no coverage of the absence says so: team fallback, manager (product.md 5). */
  readonly standIns: ReadonlyMap<CustomerId, UserId>;
  readonly contacts: readonly NoticeContact[];
  readonly notices: readonly Notice[];
  readonly isConnected: boolean;
  readonly now: Temporal.Instant;
}

export type NoticeChange =
  | {
      readonly do: 'add';
      readonly contact: NoticeContact;
      readonly assignmentId: AssignmentId;
      readonly kind: NoticeKind;
      readonly method: Notice['method'];
      readonly state: 'planned' | 'draft' | 'opted_out';
      readonly sendAt: Temporal.Instant;
    }
  | {
      readonly do: 'set';
      readonly notice: Notice;
      readonly assignmentId: AssignmentId;
      readonly state: 'planned' | 'draft' | 'obsolete' | 'opted_out';
      readonly sendAt: Temporal.Instant;
    };

/** So long an update waits, in case somebody is still changing things: two moves in a row are one update. */
export const UPDATE_GRACE_MINUTES = 10;
const HOURS_OF_A_DAY = 24;

/** Whole days for an absence of days; hours / 24 for a partial one; an open end is longer than any rule. */
export const absenceLengthInDays = ({ during, windows, firstOn, lastOn }: NoticeWorld['absence']): number => {
  if (during.endsAt === null || lastOn === null) return Infinity;
  if (windows.length === 0) return firstOn.until(lastOn, { largestUnit: 'days' }).days + 1;
  const hours = windows.reduce(
    (sum, { startsAt, endsAt }) => sum + startsAt.until(endsAt ?? startsAt).total('hours'),
    0,
  );
  return hours / HOURS_OF_A_DAY;
};

/** Will it still happen, or does it run? By the clock. */
export const isStillAhead = ({ absence, now }: Pick<NoticeWorld, 'absence' | 'now'>): boolean =>
  absence.status !== 'suggested' &&
  absence.status !== 'cancelled' &&
  absence.status !== 'completed' &&
  compareEnds(absence.during.endsAt, now) > 0;

/** Who looks after the customer when the absence begins, or now when it runs: the lowest tier that said yes. */
export const inChargeOf = (
  customerId: CustomerId,
  { absence, covers, now }: Pick<NoticeWorld, 'absence' | 'covers' | 'now'>,
): NoticeCover | null => {
  const at = compareInstants(absence.during.startsAt, now) > 0 ? absence.during.startsAt : now;
  return (
    covers
      // one that ended before it began keeps the span it was meant for
      .filter((cover) => cover.status !== 'completed' && !cover.hasLeft)
      .filter((cover) => coversCustomer(cover, customerId) && isInForceAt(cover, at))
      .toSorted((a, b) => a.tier - b.tier || (a.id < b.id ? -1 : 1))[0] ?? null
  );
};

/**
 * Whom an update names: who is in charge; when nobody is and nobody is asked any more, who is responsible all the same. A customer who was
 * told a name must not keep it when that person is gone. null: there is nothing true to say, or not yet.
 */
const namedInUpdate = (
  customerId: CustomerId,
  world: Pick<NoticeWorld, 'absence' | 'covers' | 'now' | 'standIns'>,
): UserId | null => {
  const cover = inChargeOf(customerId, world);
  if (cover) return cover.backupUserId;
  const isAsked = world.covers.some(
    (one) => one.status === 'pending' && !one.hasLeft && coversCustomer(one, customerId),
  );
  return isAsked ? null : (world.standIns.get(customerId) ?? null);
};

/** Whom a notice of that kind names now. */
export const namedInNotice = (
  { kind, customerId }: Pick<Notice, 'kind' | 'customerId'>,
  world: Pick<NoticeWorld, 'absence' | 'covers' | 'now' | 'standIns'>,
): UserId | null =>
  kind === 'update' ? namedInUpdate(customerId, world) : (inChargeOf(customerId, world)?.backupUserId ?? null);

/** Does the policy want this customer told by itself (per segment and length, PRD-131 FR-4)? */
const isWanted = (world: NoticeWorld, contact: NoticeContact): boolean =>
  world.method === 'auto' && isOfSegment(world, contact) && absenceLengthInDays(world.absence) >= world.rules.minDays;

/** True when the rules name no segments, or this one. */
export const isOfSegment = ({ rules }: Pick<NoticeWorld, 'rules'>, { segment }: NoticeContact): boolean =>
  rules.segments === null || rules.segments.some((one) => one.toLowerCase() === segment.toLowerCase());

/** One contact per address: the customer a notice is about already, else the first that somebody is in charge of. */
const contactsByAddress = (world: NoticeWorld): Map<string, NoticeContact> => {
  const chosen = new Map<string, NoticeContact>();
  for (const [address, contacts] of Map.groupBy(world.contacts, (contact) => contact.address)) {
    const covered = contacts.filter(({ customerId }) => inChargeOf(customerId, world) !== null);
    const known = world.notices.find((notice) => notice.address === address)?.customerId;
    const contact = covered.find(({ customerId }) => customerId === known) ?? covered[0] ?? contacts[0];
    // one address, one wish: whoever wrote "no more" at one customer means the other too
    if (contact) chosen.set(address, { ...contact, hasOptedOut: contacts.some((one) => one.hasOptedOut) });
  }
  return chosen;
};

const find = (world: NoticeWorld, address: string, kind: NoticeKind): Notice | undefined =>
  world.notices.find((notice) => notice.address === address && notice.kind === kind);

/**
 * What has to change so that the planned notices fit the world (PRD-131 FR-4): introductions that are wanted, moved, or pointless by
 * now, and one update for each contact whom something else was told. Applied, there is nothing left to change. Never anything
 * after the absence, never for a contact who opted out, never twice for one address.
 */
export const planNotices = (world: NoticeWorld): NoticeChange[] => {
  const contacts = contactsByAddress(world);
  const addresses = new Set([...contacts.keys(), ...world.notices.map(({ address }) => address)]);
  return [...addresses].flatMap((address) => {
    const contact = contacts.get(address) ?? null;
    return [...planIntroduction(world, address, contact), ...planUpdate(world, address, contact)];
  });
};

const planIntroduction = (world: NoticeWorld, address: string, contact: NoticeContact | null): NoticeChange[] => {
  const known = find(world, address, 'introduction');
  if (known && !['planned', 'draft', 'obsolete', 'opted_out'].includes(known.state)) return [];
  const cover = contact && inChargeOf(contact.customerId, world);
  const isAsked = known?.method === 'manual' && world.method !== 'none';
  const sendAt =
    contact && cover && !cover.isLeaving && isStillAhead(world) && (isAsked || isWanted(world, contact))
      ? isAsked && known.state !== 'obsolete'
        ? known.sendAt
        : introductionAt(world.absence.during, world.now, contact.timeZone)
      : null;
  if (!contact || !cover || sendAt === null) return known ? drop(known) : [];
  return put(world, known, contact, cover, 'introduction', known?.method ?? 'auto', sendAt);
};

const planUpdate = (world: NoticeWorld, address: string, contact: NoticeContact | null): NoticeChange[] => {
  const told = find(world, address, 'introduction');
  const known = find(world, address, 'update');
  if (!told?.told || (told.state !== 'sent' && told.state !== 'sending')) return [];
  if (known && !['planned', 'draft', 'obsolete', 'opted_out'].includes(known.state)) return [];
  const cover = contact && inChargeOf(contact.customerId, world);
  const named = contact && namedInUpdate(contact.customerId, world);
  const isDue = contact !== null && world.method !== 'none' && isUpdateDue(world, told.told, named);
  if (!contact || !isDue) return known ? drop(known) : [];
  const soon = nextSendAt(world.now.add({ minutes: UPDATE_GRACE_MINUTES }), contact.timeZone);
  const sendAt = known && known.state !== 'obsolete' ? known.sendAt : soon;
  if (compareEnds(world.absence.during.endsAt, sendAt) <= 0) return known ? drop(known) : [];
  return put(world, known, contact, cover ?? { id: told.assignmentId }, 'update', told.method, sendAt);
};

/** Called off before it began, or another person, or other days. While nobody is there to name there is nothing true to say. */
const isUpdateDue = (world: NoticeWorld, told: Told, named: UserId | null): boolean => {
  const { absence, now } = world;
  if (absence.status === 'cancelled') return compareEnds(absence.during.endsAt, now) > 0;
  if (!isStillAhead(world) || named === null) return false;
  return (
    named !== told.backupUserId ||
    !absence.firstOn.equals(told.firstOn) ||
    String(absence.lastOn) !== String(told.lastOn)
  );
};

const put = (
  world: NoticeWorld,
  known: Notice | undefined,
  contact: NoticeContact,
  cover: { readonly id: AssignmentId },
  kind: NoticeKind,
  method: Notice['method'],
  sendAt: Temporal.Instant,
): NoticeChange[] => {
  const state = contact.hasOptedOut ? 'opted_out' : world.isConnected ? 'planned' : 'draft';
  if (!known) return [{ do: 'add', contact, assignmentId: cover.id, kind, method, state, sendAt }];
  // a draft somebody may have copied already stays one, also when a channel is connected meanwhile
  const next = known.state === 'draft' && state === 'planned' ? 'draft' : state;
  const isSame = known.state === next && known.assignmentId === cover.id && compareInstants(known.sendAt, sendAt) === 0;
  return isSame ? [] : [{ do: 'set', notice: known, assignmentId: cover.id, state: next, sendAt }];
};

const drop = (notice: Notice): NoticeChange[] =>
  notice.state === 'obsolete' || notice.state === 'opted_out'
    ? []
    : [{ do: 'set', notice, assignmentId: notice.assignmentId, state: 'obsolete', sendAt: notice.sendAt }];

/** Why somebody who is asked for is not written to. */
export type NoticeSkipReason = 'not-covered' | 'no-contact' | 'segment' | 'opted-out' | 'already-sent' | 'too-late';

export interface NoticeRequest {
  readonly contact: NoticeContact;
  /** null: nothing changes, see `reason`. */
  readonly change: NoticeChange | null;
  readonly reason: NoticeSkipReason | null;
  readonly sendAt: Temporal.Instant;
}

/**
 * A person asks that customers be told now (POST .../notify-customers): everybody of the chosen customers, in their next business
 * hours. Whoever heard already is left alone; what is planned for later comes forward; what failed is tried again.
 */
export const requestNotices = (world: NoticeWorld, customerIds: ReadonlySet<CustomerId>): NoticeRequest[] =>
  [
    ...contactsByAddress({
      ...world,
      contacts: world.contacts.filter(({ customerId }) => customerIds.has(customerId)),
    }).values(),
  ].map((contact): NoticeRequest => {
    const sendAt = nextSendAt(world.now, contact.timeZone);
    const known = find(world, contact.address, 'introduction');
    const no = (reason: NoticeSkipReason, change: NoticeChange | null = null) => ({ contact, change, reason, sendAt });
    const cover = inChargeOf(contact.customerId, world);
    if (cover === null || !isStillAhead(world)) return no('not-covered');
    if (known?.state === 'sent' || known?.state === 'sending') return no('already-sent');
    if (compareEnds(world.absence.during.endsAt, sendAt) <= 0) return no('too-late');
    const [change = null] = put(world, retried(known), contact, cover, 'introduction', 'manual', sendAt);
    return contact.hasOptedOut ? no('opted-out', change) : { contact, change, reason: null, sendAt };
  });

const retried = (notice: Notice | undefined): Notice | undefined =>
  notice?.state === 'draft' ? { ...notice, state: 'obsolete' } : notice;
