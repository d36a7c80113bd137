import type { ChainLink, Responsibility, UserId } from '@understudy/domain';
import type { PersonName } from '../customers/index.js';

const SKIPPED = {
  absent: 'is away',
  declined: 'declined',
  'not-answered': 'has not answered yet',
  lapsed: 'did not answer in time',
  rejected: 'was not approved',
  released: 'gave it back',
  ended: 'does not cover any more',
  left: 'has left',
  'passed-already': 'was asked already',
  'unknown-person': 'is not known here',
  'none-set': 'nobody is set',
} as const satisfies Record<Exclude<ChainLink['outcome'], 'responsible'>, string>;

const STEP = {
  owner: 'owner',
  coverage: 'backup',
  'team-fallback': 'team fallback',
  manager: 'manager',
} as const satisfies Record<ChainLink['step'], string>;

/** Why somebody was passed over, in words ("is away"). */
export const skipWords = (reason: Exclude<ChainLink['outcome'], 'responsible'>): string => SKIPPED[reason];

/**
 * The walk as sentences, in its order, with days in the given zone: the popover and the card show them as they are. `isPlan`: the
 * instant is ahead, so it says what will be by the plans of now.
 */
export function explain(
  answer: Pick<Responsibility, 'responsible' | 'chain'>,
  names: ReadonlyMap<UserId, PersonName>,
  timeZone: string,
  isPlan = false,
): string[] {
  const nameOf = (id: UserId | null): string => (id === null ? 'nobody' : (names.get(id)?.name ?? 'somebody who left'));
  const looksAfter = isPlan ? 'will look after this customer as planned now' : 'looks after this customer';
  // somebody in two roles, or asked twice, is passed over for one reason: it is said once
  const told = answer.chain.filter(({ outcome }) => outcome !== 'passed-already');
  const lines = told.map((link) => {
    const role = link.standsInFor === null ? STEP[link.step] : `${STEP[link.step]} for ${nameOf(link.standsInFor)}`;
    if (link.userId === null) return `No ${STEP[link.step]} is set`;
    if (link.outcome === 'responsible') return `${nameOf(link.userId)} (${role}) ${looksAfter}`;
    const when = link.outcome === 'absent' ? awayWords(link, timeZone) : '';
    return `${nameOf(link.userId)} (${role}) ${skipWords(link.outcome)}${when}`;
  });
  const once = [...new Set(lines)];
  return answer.responsible === null ? [...once, `Nobody ${looksAfter}`] : once;
}

const isMidnight = (at: Temporal.ZonedDateTime): boolean => at.equals(at.startOfDay());

const clock = (at: Temporal.ZonedDateTime): string => at.toPlainTime().toString({ smallestUnit: 'minute' });

/**
 * Whole days by their last day, because a local midnight belongs to the day before; hours as hours: " 09:00-12:00 on Fri 4 Dec" within
 * a day, " until 12:00 on Fri 4 Dec" otherwise.
 */
function awayWords({ awaySince = null, awayUntil }: ChainLink, timeZone: string): string {
  if (awayUntil === null) return '';
  const until = awayUntil.toZonedDateTimeISO(timeZone);
  const since = awaySince?.toZonedDateTimeISO(timeZone) ?? null;
  const lastMoment = awayUntil.subtract({ nanoseconds: 1 });
  const day = dayFormat(timeZone).format(lastMoment.epochMilliseconds);
  const isOneDay = since?.toPlainDate().equals(lastMoment.toZonedDateTimeISO(timeZone).toPlainDate()) ?? false;
  if (since && isOneDay && !isMidnight(since))
    return ` ${clock(since)}-${isMidnight(until) ? '24:00' : clock(until)} on ${day}`;
  return isMidnight(until) ? ` until ${day}` : ` until ${clock(until)} on ${day}`;
}

/** One per zone: making a formatter costs more than the whole walk. There are some 600 zones, so none is ever forgotten. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone });
  formatters.set(timeZone, made);
  return made;
}
