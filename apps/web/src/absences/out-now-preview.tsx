import type { AnswerOf, WhatIfAbsence } from '@understudy/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Avatar, Button, formatCount, formatMoment, SkeletonRows, useNow } from '@understudy/ui';
import { CalendarClock, CircleCheck, TriangleAlert } from 'lucide-react';
import { statusOf } from '../api/send.js';
import { useMe } from '../session/session.js';
import type { OutPerson } from './out-now-provider.js';

type WhatIf = AnswerOf<typeof WhatIfAbsence>;

export interface OutNowPreviewProps {
  readonly preview: UseQueryResult<WhatIf, Error>;
  /** Whom somebody chose over the proposal. */
  readonly backup: OutPerson | null;
  /** null where somebody else may not choose. */
  readonly onOther: (() => void) | null;
}

/** What it would do, before it is done: who is asked, what is left open, which meetings and renewals fall into it. */
export function OutNowPreview({ preview, backup, onOther }: OutNowPreviewProps) {
  const { data } = preview;
  if (preview.isPending) return <SkeletonRows rows={2} words="Working out who could cover" />;
  if (!data) {
    return statusOf(preview.error) === 403 ? (
      <p className="text-ink-2">Who is asked is worked out when it is entered; the manager hears of it at once.</p>
    ) : null;
  }
  if (data.customers === 0) return <p className="text-ink-2">No customer has to be covered.</p>;
  return (
    <section className="grid gap-2 rounded-md border border-line p-3" aria-label="What it would do">
      <Who data={data} backup={backup} onOther={onOther} />
      <ul className="grid gap-1.5">
        <Outcome data={data} />
        <Inside data={data} />
      </ul>
    </section>
  );
}

/** Skills are a long list, and the load is said below. */
const briefly = (reasons: readonly string[]): string =>
  reasons.filter((words) => !/^(skills|no skill|would carry)/.test(words)).join(' · ');

function Who({ data, backup, onOther }: Pick<OutNowPreviewProps, 'backup' | 'onOther'> & { readonly data: WhatIf }) {
  const proposed = data.proposal;
  const name = backup?.name ?? proposed?.backup.name;
  return (
    <p className="flex items-center gap-2">
      {name ? <Avatar name={name} /> : null}
      <span className="lines grow">
        <span className="font-medium">
          {name ? `${name} is asked for ${formatCount(data.customers, 'customer')}` : 'Nobody is free to be asked'}
        </span>
        <span className="text-xs text-ink-2">
          {backup ? 'chosen by you' : proposed ? briefly(proposed.reasons) : 'The manager hears of it at once.'}
        </span>
      </span>
      {onOther ? (
        <Button size="row" onClick={onOther}>
          Somebody else
        </Button>
      ) : null}
    </p>
  );
}

function Outcome({ data }: { readonly data: WhatIf }) {
  const after = data.proposal ?? data;
  const left = new Set(after.gaps.map((gap) => gap.customer_id)).size;
  const overload = after.overload[0];
  return (
    <>
      <li className="flex items-start gap-2">
        {left === 0 ? <CircleCheck className="i text-covered-text" /> : <TriangleAlert className="i text-gap-text" />}
        {left === 0
          ? data.proposal
            ? 'No customer is left alone, if they accept'
            : 'The team’s fallback or the manager stands in'
          : `${formatCount(left, 'customer')} ${left === 1 ? 'has' : 'have'} nobody`}
      </li>
      {overload ? (
        <li className="flex items-start gap-2">
          <TriangleAlert className="i text-ink-2" />
          {overload.user.name} would carry {Math.round(overload.points)} of {Math.round(overload.capacity_points)}
        </li>
      ) : null}
    </>
  );
}

const NAMED = 3;

function Inside({ data }: { readonly data: WhatIf }) {
  const { user } = useMe();
  const now = useNow();
  const { meetings, renewals } = data;
  return (
    <>
      {meetings.length > 0 ? (
        <li className="flex items-start gap-2">
          <CalendarClock className="i text-ink-3" />
          <span>
            {formatCount(meetings.length, 'meeting')}:{' '}
            {meetings
              .slice(0, NAMED)
              .map((each) => `${each.customer.name} ${formatMoment(each.starts_at, user.time_zone, now)}`)
              .join(', ')}
            {meetings.length > NAMED ? ` and ${meetings.length - NAMED} more` : ''}
          </span>
        </li>
      ) : null}
      {renewals.length > 0 ? (
        <li className="flex items-start gap-2">
          <CalendarClock className="i text-ink-3" />
          {formatCount(renewals.length, 'renewal')} in that time
        </li>
      ) : null}
    </>
  );
}
