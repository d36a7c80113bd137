import { firstNameOf, formatCount, formatDay, formatSpan, listNames } from '@understudy/ui';
import { codeOf, wordsFor } from '../api/send.js';
import type { Proposal, StepKey } from './setup-draft.js';
import type { Lane, Shares } from './shares.js';

type Absence = Proposal['absence'];

export const KINDS = {
  vacation: 'Vacation',
  sick: 'Sick',
  conference: 'Conference or training',
  parental: 'Parental leave',
  other: 'Something else',
} as const satisfies Record<Absence['absence_type'], string>;

export const STEP_WORDS = {
  dates: 'Dates',
  who: 'Who covers',
  priorities: 'Priorities',
  told: 'Who gets told',
  proof: 'Proof',
} as const satisfies Record<StepKey, string>;

/** "20 to 31 Jul", with hours when it is not whole days. */
export const daysOf = ({ start_date, end_date, partial_hours }: Absence): string =>
  `${formatSpan(start_date, end_date)}${partial_hours ? `, ${partial_hours}` : ''}`;

const NUMBERS = ['nobody', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "Ben accepts", "both accept", "all three accept". */
export function ifTheyAccept(names: readonly string[]): string {
  if (names.length === 1) return `${names[0] ?? ''} accepts`;
  if (names.length === 2) return 'both accept';
  return `all ${NUMBERS[names.length] ?? String(names.length)} accept`;
}

/** Those whose yes is missing: nobody has to be asked again for what they accepted already. */
export const waitedFor = ({ asked, policy }: Proposal, { lanes }: Shares): Lane[] =>
  lanes.filter(
    ({ userId, customers }) =>
      customers.length > 0 &&
      policy.needs_acceptance &&
      !customers.every(({ customer_id }) =>
        asked.some((row) => row.accepted && row.user_id === userId && row.customer_ids.includes(customer_id)),
      ),
  );

/** The answer above the strip. */
export function answerOf(proposal: Proposal, shares: Shares): string {
  const { unplaced } = shares;
  if (proposal.customers.length === 0) return 'No customer to cover';
  if (unplaced.length > 0) return `${formatCount(unplaced.length, 'customer')} with nobody`;
  const waiting = waitedFor(proposal, shares).map(({ name }) => firstNameOf(name));
  return waiting.length === 0 ? 'No customer is left alone' : `No gap, if ${ifTheyAccept(waiting)}`;
}

/** What is said while there is no proposal: why there is none, when the days are what keeps it. */
export function withoutProposal(
  hasDays: boolean,
  error: unknown,
): { readonly sub: string; readonly aside: string | null } {
  if (!hasDays || codeOf(error).startsWith('absences.'))
    return {
      sub: 'The days come first: these cannot be.',
      aside: 'As soon as the days are right, this says who could cover and what it comes to.',
    };
  return error
    ? { sub: 'What is known did not load.', aside: wordsFor(error) }
    : { sub: 'Reading what is known.', aside: null };
}

/** The title of a step is the question it answers. */
export function titleOf(step: StepKey, proposal: Proposal | undefined, isMine: boolean): string {
  const count = proposal?.customers.length ?? 0;
  const whose = isMine ? 'your' : `${firstNameOf(proposal?.user.name ?? '')}’s`;
  const titles = {
    dates: isMine ? 'When are you away?' : `When is ${firstNameOf(proposal?.user.name ?? 'your colleague')} away?`,
    who: proposal ? `Who covers ${whose} ${formatCount(count, 'customer')}?` : 'Who covers?',
    priorities: 'What has to be known of them?',
    told: 'Who gets told?',
    proof: 'Is everybody looked after?',
  } as const satisfies Record<StepKey, string>;
  return titles[step];
}

/** Under the title, after the days. */
export const STEP_HINTS = {
  dates: 'We filled this in; change what you like.',
  who: 'We filled this in for you; change what you like.',
  priorities: 'Most pressing first. Whoever covers reads your notes before anything else.',
  told: 'The real words, to real people. Nothing leaves before somebody has said yes.',
  proof: 'The same check that saving makes. Nothing is saved before you ask.',
} as const satisfies Record<StepKey, string>;

/** "20 to 31 Jul, 10 working days." */
export function timeWords({ absence, working_days, days }: Proposal): string {
  if (absence.end_date === null) return `${daysOf(absence)}, nobody knows yet until when.`;
  const last = days.at(-1)?.on;
  const more = last !== undefined && last < absence.end_date ? 'more than ' : '';
  return `${daysOf(absence)}, ${more}${formatCount(working_days, 'working day')}.`;
}

const RUNGS = {
  secondary: 'the second backup',
  'next-suggestion': 'the next suggestion is asked',
  'team-fallback': 'the fallback of the team',
  manager: 'the manager',
} as const satisfies Record<Proposal['policy']['ladder'][number], string>;

/** What happens without an answer: "the next suggestion is asked, then Mia Kruse". */
export function ladderWords({ policy, manager }: Proposal): string {
  const steps = policy.ladder.map((rung) => (rung === 'manager' && manager ? manager.name : RUNGS[rung]));
  return steps.length > 0
    ? `No answer: ${steps.join(', then ')}.`
    : 'No answer: it is a gap, and the manager hears of it.';
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** "within 2 days", "within a day", "within 4 hours": rounded up, so that nobody is said to be sooner than they have to. */
export function withinWords(minutes: number): string {
  if (minutes > 2 * DAY - HOUR) return `within ${Math.ceil(minutes / DAY)} days`;
  if (minutes > DAY - HOUR && minutes <= DAY) return 'within a day';
  return minutes > 90 ? `within ${Math.ceil(minutes / HOUR)} hours` : `within ${minutes} minutes`;
}

/** "Corvane Bank on Tue 21 Jul with Ben". */
export function renewalWords({ customers }: Proposal, { lanes }: Shares): string[] {
  return customers
    .filter((each) => each.renews_inside)
    .toSorted((a, b) => (a.renewal_on ?? '').localeCompare(b.renewal_on ?? ''))
    .map((each) => {
      const lane = lanes.find((one) => one.customers.some(({ customer_id }) => customer_id === each.customer_id));
      return `${each.name} on ${formatDay(each.renewal_on ?? '')}${lane ? ` with ${firstNameOf(lane.name)}` : ''}`;
    });
}

/** "Nobody above capacity; Ben comes close, 48 of 50". */
export function capacityWords({ lanes }: Shares): { readonly isOver: boolean; readonly words: string } {
  const over = lanes.filter(({ loadAfter, capacity }) => loadAfter > capacity);
  const carries = ({ name, loadAfter, capacity }: Lane) =>
    `${firstNameOf(name)} ${Math.ceil(loadAfter)} of ${Math.round(capacity)}`;
  if (over.length > 0) return { isOver: true, words: `Above capacity: ${over.map(carries).join(', ')}` };
  const close = lanes
    .filter(({ loadAfter, capacity }) => loadAfter >= capacity * 0.9)
    .toSorted((a, b) => b.loadAfter / b.capacity - a.loadAfter / a.capacity)[0];
  return {
    isOver: false,
    words: close ? `Nobody above capacity; closest is ${carries(close)}` : 'Nobody above capacity',
  };
}

/** The last button says what happens. */
export function askWords(proposal: Proposal, shares: Shares): string {
  const names = waitedFor(proposal, shares).map(({ name }) => firstNameOf(name));
  if (names.length === 0) return proposal.absence.id ? 'Save' : 'Set up';
  return names.length > 3 ? `Ask ${formatCount(names.length, 'person', 'people')}` : `Ask ${listNames(names)}`;
}
