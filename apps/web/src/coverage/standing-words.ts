import { formatCount, formatDuring, formatMoney, formatUntil, listNames } from '@understudy/ui';
import type { Dashboard } from './dashboard-page.js';

export type Cover = Dashboard['standing_in'][number];
type Board = Pick<Dashboard, 'standing_in' | 'counts' | 'covered_arr' | 'time_zone' | 'now'>;

/** Named in the bar, and with a way to their page; the others are behind "Show all". */
export const NAMED = 3;

/** Covers that are said in one sentence: those of today, or those to come. */
export interface StandingIn {
  readonly isAhead: boolean;
  readonly covers: readonly Cover[];
  readonly title: string;
  readonly detail: string;
}

/** What runs and what comes are two sentences: of today only who is away today, with the numbers of the list of the covered. */
export function standingInOf(board: Board): StandingIn[] {
  const { standing_in: covers, counts, covered_arr: arr } = board;
  const running = covers.filter((cover) => !isAhead(cover, board));
  const ahead = covers.filter((cover) => isAhead(cover, board));
  return [
    ...(running.length > 0 ? [sentenceOf(running, false, sizeWords(counts.covered, arr), board)] : []),
    ...(ahead.length > 0 ? [sentenceOf(ahead, true, sizeOf(ahead), board)] : []),
  ];
}

const isAhead = ({ assignment }: Cover, { now }: Board): boolean =>
  Date.parse(assignment.during.starts_at) > Date.parse(now);

function sentenceOf(covers: readonly Cover[], ahead: boolean, size: string, { time_zone, now }: Board): StandingIn {
  const [first] = covers;
  const alone = covers.length === 1 ? first : undefined;
  const named = [...new Set(shownOf(covers, false).map(({ assignment }) => assignment.absent.name))];
  const others = new Set(covers.map(({ assignment }) => assignment.absent.name)).size - named.length;
  if (others > 0) named.push(formatCount(others, 'other'));
  const detail = alone ? [whenWords(alone, ahead, time_zone, now), size, afterWords(alone)] : [size];
  return {
    isAhead: ahead,
    covers,
    title: `You ${ahead ? 'will ' : ''}stand in for ${listNames(named)}`,
    detail: detail.filter((words) => words).join(' · '),
  };
}

export const shownOf = (covers: readonly Cover[], all: boolean): readonly Cover[] =>
  all || covers.length <= NAMED + 1 ? covers : covers.slice(0, NAMED);

const whenWords = (
  { assignment: { during, time_zone: zone } }: Cover,
  ahead: boolean,
  readerZone: string,
  now: string,
) =>
  ahead
    ? formatDuring(during.starts_at, during.ends_at, zone)
    : `until ${formatUntil(during.ends_at, zone, readerZone, now)}`;

const afterWords = ({ after_me: next }: Cover): string => (next ? `after you ${next.name}` : '');

/** A customer in two covers to come is one customer; its money cannot be told apart then, so it is not said. */
function sizeOf(covers: readonly Cover[]): string {
  const ids = covers.flatMap(({ assignment }) => assignment.covered_customer_ids);
  const customers = new Set(ids).size;
  const arr = covers.reduce((sum, cover) => sum + cover.arr, 0);
  return sizeWords(customers, customers === ids.length ? arr : 0);
}

const sizeWords = (customers: number, arr: number): string =>
  `${formatCount(customers, 'customer')}${arr > 0 ? `, ${formatMoney(arr)}` : ''}`;

/** Somebody whom one stands in for in parts is told apart by the days, or where those are the same by the customers. */
export function linkWords(cover: Cover, { covers, isAhead: ahead }: StandingIn): string {
  if (covers.length === 1) return ahead ? 'The briefs' : 'What changed';
  const { name } = cover.assignment.absent;
  const parts = covers.filter(({ assignment }) => assignment.absent.name === name);
  if (parts.length === 1) return name;
  const days = daysWords(cover);
  if (parts.filter((part) => daysWords(part) === days).length === 1) return `${name}, ${days}`;
  const size = customersWords(cover);
  const alike = parts.filter((part) => customersWords(part) === size);
  return `${name}, ${size}${alike.length > 1 ? ` (${alike.indexOf(cover) + 1} of ${alike.length})` : ''}`;
}

const daysWords = ({ assignment: { during, time_zone: zone } }: Cover): string =>
  formatDuring(during.starts_at, during.ends_at, zone);
const customersWords = ({ assignment }: Cover): string =>
  formatCount(assignment.covered_customer_ids.length, 'customer');

/** What the owner said for all their customers, once, in however many parts one has them. */
export const instructionsOf = (covers: readonly Cover[]): readonly Cover[] =>
  covers.filter(
    ({ assignment, instructions }, index) =>
      instructions !== null &&
      covers.findIndex(
        (other) => other.instructions === instructions && other.assignment.absent.user_id === assignment.absent.user_id,
      ) === index,
  );
