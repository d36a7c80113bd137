import { dayOf, firstNameOf, formatCount, formatDay, formatDuring, SegmentedControl } from '@understudy/ui';
import { CalendarClock, Gauge, ShieldCheck, TriangleAlert, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { newGaps, countsOf, type Outcome, type WhatIf } from './what-if-words.js';

/** What would come of it: before and after, who is overloaded, which customers nobody looks after, what falls into it. */
export function WhatIfAnswer({ said, before }: { readonly said: WhatIf; readonly before: number }) {
  const [whose, setWhose] = useState<'nobody' | 'proposal'>('nobody');
  const { proposal } = said;
  const outcome: Outcome = whose === 'proposal' && proposal ? proposal : said;
  const backup = proposal ? firstNameOf(proposal.backup.name) : null;
  return (
    <>
      <BeforeAfter said={said} before={before} />
      {backup ? (
        <SegmentedControl
          label="Which outcome"
          size="row"
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'nobody', words: 'Nobody asked' },
            { value: 'proposal', words: `${backup} says yes` },
          ]}
        />
      ) : null}
      <ul className="grid gap-2.5">
        <Gaps outcome={outcome} timeZone={said.time_zone} />
        {outcome.overload.map(({ user, points, points_before, capacity_points }) => (
          <Line key={user.user_id} icon={<Gauge className="i" />}>
            <b className="font-medium">{firstNameOf(user.name)} over capacity,</b>{' '}
            <span className="num">
              {round(points)} of {capacity_points}
            </span>
            , {round(points_before)} without it.
          </Line>
        ))}
        {outcome.weak_total > 0 ? (
          <Line icon={<Users className="i" />}>
            <b className="font-medium">{formatCount(countsOf(outcome).weak, 'customer')} by default only:</b> the
            fallback of the team or a manager, who never said yes to it.
          </Line>
        ) : null}
        {said.renewals.length > 0 ? (
          <Line icon={<CalendarClock className="i" />}>
            <b className="font-medium">{formatCount(said.renewals.length, 'renewal')} hit:</b>{' '}
            <Named
              items={said.renewals.map(({ customer, renewal_on }) => ({
                id: customer.customer_id,
                words: `${customer.name}, ${formatDay(renewal_on)}`,
              }))}
            />
          </Line>
        ) : null}
        {said.meetings.length > 0 ? (
          <Line icon={<CalendarClock className="i" />}>
            <b className="font-medium">{formatCount(said.meetings.length, 'meeting')} to hand over:</b>{' '}
            <Named
              items={said.meetings.map(({ customer, title, starts_at }) => ({
                id: customer.customer_id,
                words: `${customer.name}, ${title}, ${formatDay(dayOf(starts_at, said.time_zone))}`,
              }))}
            />
          </Line>
        ) : null}
      </ul>
    </>
  );
}

function BeforeAfter({ said, before }: { readonly said: WhatIf; readonly before: number }) {
  const [alone, yes] = [countsOf(said), said.proposal && countsOf(said.proposal)];
  const backup = said.proposal ? firstNameOf(said.proposal.backup.name) : '';
  const rows = [
    { name: 'With nobody', before, alone: before + alone.gaps, yes: yes && before + yes.gaps },
    { name: 'By default only', before: null, alone: alone.weak, yes: yes && yes.weak },
    { name: 'People over capacity', before: null, alone: alone.overload, yes: yes && yes.overload },
  ];
  return (
    <table className="before-after">
      <caption className="sr-only">Before and after</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">What</span>
          </th>
          <th scope="col">Now</th>
          <th scope="col">Away, nobody asked</th>
          {yes ? <th scope="col">{backup} says yes</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{row.before ?? '·'}</td>
            <td className={row.name === 'With nobody' && row.alone > before ? 'text-gap-text font-medium' : undefined}>
              {row.before === null && row.alone > 0 ? `+${row.alone}` : row.alone}
            </td>
            {yes ? <td>{row.before === null && row.yes ? `+${row.yes}` : row.yes}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gaps({ outcome, timeZone }: { readonly outcome: Outcome; readonly timeZone: string }) {
  const groups = newGaps(outcome);
  if (groups.length === 0)
    return (
      <Line icon={<ShieldCheck className="i text-covered-text" />}>
        <b className="font-medium">No new gap.</b>
      </Line>
    );
  return groups.map(({ key, startsAt, endsAt, customers }) => (
    <Line key={key} icon={<TriangleAlert className="i text-gap-text" />}>
      <b className="font-medium text-gap-text">
        {formatCount(customers.length, 'customer')} with nobody, {formatDuring(startsAt, endsAt, timeZone)}.
      </b>{' '}
      <Named items={customers.map(({ customer_id: id, name }) => ({ id, words: name }))} />
    </Line>
  ));
}

/** Up to three by name; the rest opens. */
function Named({ items }: { readonly items: readonly { readonly id: string; readonly words: string }[] }) {
  const link = ({ id, words }: (typeof items)[number], index: number) => (
    <li key={`${id} ${index}`} className="clip">
      <Link className="hover:underline" to={`/customers/${id}`}>
        {words}
      </Link>
    </li>
  );
  if (items.length <= 3) return <ul className="grid gap-0.5">{items.map(link)}</ul>;
  return (
    <details>
      <summary className="cursor-pointer text-ink-2">Which</summary>
      <ul className="mt-1 grid max-h-52 gap-0.5 overflow-auto">{items.map(link)}</ul>
    </details>
  );
}

const Line = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <li className="flex items-start gap-2.5">
    <span className="flex h-[18px] flex-none items-center text-ink-3">{icon}</span>
    <span className="min-w-0 flex-1">{children}</span>
  </li>
);

const round = (value: number): number => Math.round(value * 10) / 10;
