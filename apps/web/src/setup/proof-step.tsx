import { CheckSetup, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  firstNameOf,
  formatCount,
  formatDay,
  formatDuring,
  GapChip,
  listNames,
  Notice,
  Panel,
  ProofStrip,
  StateChip,
  type ProofState,
} from '@understudy/ui';
import { CalendarClock, Hourglass, Mail } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import { Loaded } from '../states/loaded.js';
import type { Proposal, SetupWire, StepKey } from './setup-draft.js';
import { capacityWords, ifTheyAccept, ladderWords, renewalWords, waitedFor, withinWords } from './setup-words.js';
import { Fact } from './step-aside.js';
import type { StepProps } from './who-step.js';
import type { Shares } from './shares.js';
import { causeWords, dayStates, groupHoles, type Hole } from './proof.js';

export interface ProofStepProps extends StepProps {
  readonly plan: SetupWire;
  readonly tell: 'auto' | 'none';
  readonly isSaved: boolean;
  readonly onGo: (step: StepKey) => void;
}

/** The same check that saving makes, gone through and taken back: nobody is left alone, or exactly who is, and what to do. */
export function ProofStep({ shares, plan, tell, isSaved, onGo }: ProofStepProps) {
  const check = useApi(CheckSetup, { ...plan, notify_customers: tell }, { enabled: !isSaved, keep: true });
  return (
    <Loaded query={check} what="The proof" words="Walking through every customer and every moment" rows={5}>
      {({ proposal, proof, notices }) => (
        <>
          <Answer
            proposal={proposal}
            shares={shares}
            holes={proof.gaps}
            letters={tell === 'auto' ? notices.items.length : 0}
          />
          {proof.gaps.length > 0 ? (
            <Holes holes={proof.gaps} timeZone={proposal.absence.time_zone} onGo={onGo} />
          ) : null}
        </>
      )}
    </Loaded>
  );
}

interface AnswerProps {
  readonly proposal: Proposal;
  readonly shares: Shares;
  readonly holes: readonly Hole[];
  readonly letters: number;
}

function Answer({ proposal, shares, holes, letters }: AnswerProps) {
  const { customers, days, policy, absence } = proposal;
  const waiting = waitedFor(proposal, shares).map(({ name }) => firstNameOf(name));
  const gaps = holes.filter(({ responsible }) => responsible === null);
  const weak = holes.length - gaps.length;
  const left = new Set(gaps.map(({ customer }) => customer.customer_id)).size;
  const states = dayStates(days, holes, absence.time_zone, waiting.length > 0);
  const [first, last] = [days[0]?.on, days.at(-1)?.on];
  const capacity = capacityWords(shares);
  const title =
    customers.length === 0
      ? 'No customer has to be covered'
      : left > 0
        ? `${formatCount(left, 'customer')} ${left === 1 ? 'has' : 'have'} nobody`
        : waiting.length > 0
          ? `No customer is left alone, if ${ifTheyAccept(waiting)}`
          : 'No customer is left alone';
  return (
    <Panel title={title}>
      <div className="panel-body grid gap-3">
        {first && last && customers.length > 0 ? (
          <ProofStrip
            cells={states}
            label={`${formatCount(days.length, 'day')}: ${summary(states)}`}
            from={formatDay(first)}
            to={formatDay(last)}
          />
        ) : null}
        <ul className="grid gap-2">
          <Fact good={left === 0}>
            <b className="font-medium num">
              {customers.length - left} of {customers.length}
            </b>{' '}
            looked after at every moment of{' '}
            {formatDuring(absence.during.starts_at, absence.during.ends_at, absence.time_zone)}
          </Fact>
          <Fact good={!capacity.isOver}>{capacity.words}</Fact>
          {waiting.length > 0 ? (
            <Fact icon={<Hourglass className="i text-waiting-text" />}>
              {listNames(waiting)} {waiting.length > 1 ? 'answer' : 'answers'}{' '}
              {withinWords(policy.answer_within_minutes)}. {ladderWords(proposal)}
            </Fact>
          ) : null}
          {weak > 0 ? (
            <Fact icon={<Hourglass className="i text-waiting-text" />}>
              {formatCount(weak, 'time')} when only the team’s fallback or a manager is left, who never said yes
            </Fact>
          ) : null}
          {renewalWords(proposal, shares).map((words) => (
            <Fact key={words} icon={<CalendarClock className="i text-ink-3" />}>
              Renewal: {words}
            </Fact>
          ))}
          <Fact icon={<Mail className="i text-ink-3" />}>
            {letters > 0
              ? `${formatCount(letters, 'contact')} of customers told by e-mail`
              : 'No customer is written to'}
          </Fact>
        </ul>
      </div>
    </Panel>
  );
}

const WORDS = {
  covered: 'covered',
  waiting: 'waiting for an answer',
  gap: 'with a gap',
  off: 'not worked',
} as const satisfies Record<ProofState, string>;

const summary = (states: readonly { readonly state: ProofState }[]): string =>
  [...Map.groupBy(states, ({ state }) => state)].map(([state, all]) => `${all.length} ${WORDS[state]}`).join(', ');

interface HolesProps {
  readonly holes: AnswerOf<typeof CheckSetup>['proof']['gaps'];
  readonly timeZone: string;
  readonly onGo: (step: StepKey) => void;
}

function Holes({ holes, timeZone, onGo }: HolesProps) {
  const groups = groupHoles(holes);
  return (
    <Panel title="What is open" count={groups.length}>
      <div className="panel-body">
        <Notice>
          <b>It can be set up all the same.</b>{' '}
          <span className="mut">Nothing is refused: the manager hears of it and finds somebody.</span>
        </Notice>
      </div>
      <ul className="rows">
        {groups.map((group) => (
          <li key={group.key} className="flex-wrap">
            <span className="grow lines gap-1">
              <span>
                {group.responsible ? (
                  <StateChip state="waiting">
                    Only {group.responsible.name}, {formatDuring(group.starts_at, group.ends_at, timeZone)}
                  </StateChip>
                ) : (
                  <GapChip startsAt={group.starts_at} endsAt={group.ends_at} timeZone={timeZone} />
                )}
              </span>
              <span className="text-xs text-ink-2">
                {formatCount(group.customers.length, 'customer')}: {group.customers.slice(0, 4).join(', ')}
                {group.customers.length > 4 ? ` and ${group.customers.length - 4} more` : ''}. {causeWords(group.cause)}
              </span>
            </span>
            <Button size="row" onClick={() => onGo('who')}>
              Choose somebody
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
