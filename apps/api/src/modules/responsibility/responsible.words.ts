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

/** The walk as sentences, in its order, with days in the given zone: the popover and the card show them as they are. */
export function explain(answer: Responsibility, names: ReadonlyMap<UserId, PersonName>, timeZone: string): string[] {
  const nameOf = (id: UserId | null): string => (id === null ? 'nobody' : (names.get(id)?.name ?? 'somebody who left'));
  const lines = answer.chain.map((link) => {
    const role = link.standsInFor === null ? STEP[link.step] : `${STEP[link.step]} for ${nameOf(link.standsInFor)}`;
    if (link.userId === null) return `No ${STEP[link.step]} is set`;
    if (link.outcome === 'responsible') return `${nameOf(link.userId)} (${role}) looks after this customer`;
    const until = link.outcome === 'absent' && link.awayUntil ? ` until ${dayWords(link.awayUntil, timeZone)}` : '';
    return `${nameOf(link.userId)} (${role}) ${skipWords(link.outcome)}${until}`;
  });
  return answer.responsible === null ? [...lines, 'Nobody looks after this customer'] : lines;
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

/** The last moment of an absence as people say it: a local midnight belongs to the day before. */
const dayWords = (until: Temporal.Instant, timeZone: string): string =>
  dayFormat(timeZone).format(until.subtract({ nanoseconds: 1 }).epochMilliseconds);
