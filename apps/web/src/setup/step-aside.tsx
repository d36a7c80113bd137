import { GetFairness } from '@understudy/contracts';
import { dayOf, firstNameOf, formatCount, formatDay, Panel, ProofStrip, SkeletonRows, useNow } from '@understudy/ui';
import { CalendarClock, CircleCheck, Hourglass, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApi } from '../api/use-api.js';
import { askedWords } from '../coverage/asked-words.js';
import { plusDays } from '../session/local-days.js';
import { useMay, useMe } from '../session/session.js';
import type { Proposal, StepKey } from './setup-draft.js';
import { answerOf, capacityWords, ladderWords, renewalWords, waitedFor, withinWords } from './setup-words.js';
import type { Shares } from './shares.js';

export interface StepAsideProps {
  readonly proposal: Proposal | undefined;
  /** Why there is none; null: it is on its way. */
  readonly missing: string | null;
  readonly shares: Shares | null;
  readonly step: StepKey;
  readonly tell: 'auto' | 'none';
}

/** Beside every step but the last, which says it in full: what the choices so far come to. */
export function StepAside({ proposal, missing, shares, step, tell }: StepAsideProps) {
  if (!proposal || !shares) {
    return (
      <Panel title="What it comes to">
        {missing === null ? (
          <SkeletonRows rows={3} words="Working out who could cover" />
        ) : (
          <p className="panel-body text-ink-2">{missing}</p>
        )}
      </Panel>
    );
  }
  return (
    <>
      {step === 'proof' ? (
        <WhatHappens proposal={proposal} shares={shares} tell={tell} />
      ) : (
        <Outcome proposal={proposal} shares={shares} />
      )}
      {step === 'who' ? <Fair proposal={proposal} shares={shares} /> : null}
    </>
  );
}

function Outcome({ proposal, shares }: { readonly proposal: Proposal; readonly shares: Shares }) {
  const { customers, days } = proposal;
  const placed = customers.length - shares.unplaced.length;
  const waiting = waitedFor(proposal, shares);
  const capacity = capacityWords(shares);
  const renewals = renewalWords(proposal, shares);
  const state = shares.unplaced.length > 0 ? 'gap' : waiting.length > 0 ? 'waiting' : 'covered';
  const [first, last] = [days[0]?.on, days.at(-1)?.on];
  return (
    <Panel title={answerOf(proposal, shares)}>
      <div className="panel-body grid gap-3">
        {first && last && customers.length > 0 ? (
          <ProofStrip
            cells={days.map(({ on, works }) => ({ key: on, state: works ? state : 'off' }))}
            label={`${formatCount(days.length, 'day')}, ${placed} of ${formatCount(customers.length, 'customer')} placed`}
            from={formatDay(first)}
            to={formatDay(last)}
          />
        ) : null}
        <ul className="grid gap-2">
          <Fact good={placed === customers.length}>
            <b className="font-medium num">
              {placed} of {customers.length}
            </b>{' '}
            placed on every working day
          </Fact>
          <Fact good={!capacity.isOver}>{capacity.words}</Fact>
          {waiting.length > 0 ? (
            <Fact icon={<Hourglass className="i text-waiting-text" />}>
              {formatCount(waiting.length, 'answer')} needed {withinWords(proposal.policy.answer_within_minutes)}
              {proposal.policy.needs_approval && proposal.manager
                ? `, after ${proposal.manager.name} approves`
                : ''}. {ladderWords(proposal)}
            </Fact>
          ) : null}
          {renewals.length > 0 ? (
            <Fact icon={<CalendarClock className="i text-ink-3" />}>
              {formatCount(renewals.length, 'renewal')} inside: {renewals.slice(0, 3).join(', ')}
              {renewals.length > 3 ? ` and ${renewals.length - 3} more` : ''}
            </Fact>
          ) : null}
        </ul>
      </div>
    </Panel>
  );
}

interface FactProps {
  readonly good?: boolean;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}
export function Fact({ good = false, icon, children }: FactProps) {
  const usual = good ? <CircleCheck className="i text-covered-text" /> : <TriangleAlert className="i text-ink-2" />;
  return (
    <li className="flex items-start gap-2">
      <span className="mt-px flex-none">{icon ?? usual}</span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}

/** What the last button does, in the order in which it happens. */
function WhatHappens({
  proposal,
  shares,
  tell,
}: Omit<StepAsideProps, 'step' | 'missing'> & { readonly proposal: Proposal; readonly shares: Shares }) {
  const names = waitedFor(proposal, shares).map(({ name }) => firstNameOf(name));
  const { policy, manager } = proposal;
  const steps = [
    ...(policy.needs_approval && manager ? [`${manager.name} is asked to approve.`] : []),
    ...(names.length > 0 ? [askedWords(names)] : []),
    'Briefs are written for every customer and kept fresh until you leave.',
    tell === 'auto' ? 'Customers read it by e-mail when somebody has said yes.' : 'No customer is written to.',
    'When you are back, everything set up goes back, and what happened is waiting for you.',
  ];
  return (
    <Panel title="What happens then">
      <ol className="panel-body grid list-decimal gap-2 pl-8">
        {steps.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ol>
    </Panel>
  );
}

const YEAR = 365;

/** Cover given and received by those who share; whoever gave much already should not be asked first. */
function Fair({ proposal, shares }: { readonly proposal: Proposal; readonly shares: Shares }) {
  const { user } = useMe();
  const may = useMay();
  const today = dayOf(useNow(), user.time_zone);
  const fairness = useApi(GetFairness, { from: plusDays(today, -YEAR), to: today }, { enabled: may('coverage:read') });
  if (!fairness.data) return null;
  const ids = [...shares.lanes.map(({ userId }) => userId), proposal.user.user_id];
  const rows = ids.flatMap((id) => fairness.data.items.find((each) => each.user.user_id === id) ?? []);
  if (rows.length === 0) return null;
  return (
    <Panel title="Fair over the year">
      <div className="panel-body">
        <table className="w-full num">
          <caption className="sr-only">Cover given and received in a year, in customer-days</caption>
          <thead>
            <tr className="text-xs text-ink-2">
              <th scope="col" className="py-1 text-left font-normal">
                Customer-days
              </th>
              <th scope="col" className="text-right font-normal">
                given
              </th>
              <th scope="col" className="text-right font-normal">
                received
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.user.user_id}>
                <th scope="row" className="clip py-1 text-left font-medium">
                  {row.user.user_id === user.id ? 'You' : row.user.name}
                </th>
                <td className="text-right">{Math.round(row.given)}</td>
                <td className="text-right">{Math.round(row.received)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
