import { GetAbsence, PatchAbsence, WhatIfAbsence, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  dayOf,
  Field,
  firstNameOf,
  formatCount,
  formatDay,
  formatDuring,
  formatSpan,
  Input,
  Notice,
  Panel,
  SegmentedControl,
  Select,
  useToast,
} from '@understudy/ui';
import { CalendarClock, Gauge, ShieldCheck, TriangleAlert, Users, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { codeOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { plusDays } from '../session/local-days.js';
import { NotSaved } from '../states/not-saved.js';
import { dayCount, type TeamPerson } from './lanes.js';
import type { Trial } from './trial.js';
import { newGaps, countsOf, type Outcome, type WhatIf } from './what-if-words.js';

export interface WhatIfPanelProps {
  readonly trial: Trial;
  /** Whom one may plan for. */
  readonly people: readonly TeamPerson[];
  /** Gaps that these days have already, customers counted once each. */
  readonly gapsBefore: (trial: Trial) => number;
  readonly onChange: (trial: Trial | null) => void;
}

/** What an absence would do before anybody enters it; the same by dragging on the timeline and by these fields. */
export function WhatIfPanel({ trial, people, gapsBefore, onChange }: WhatIfPanelProps) {
  const person = people.find(({ user }) => user.user_id === trial.userId);
  const answer = useApi(
    WhatIfAbsence,
    {
      user_id: trial.userId,
      start_date: trial.firstOn,
      end_date: trial.lastOn,
      ...(trial.absenceId ? { instead_of: trial.absenceId } : { absence_type: 'vacation' }),
    },
    { keep: true },
  );
  const name = person ? firstNameOf(person.user.name) : 'somebody';
  return (
    <Panel
      title={`What if ${name} is away ${formatSpan(trial.firstOn, trial.lastOn)}?`}
      actions={
        <Button look="quiet" size="row" icon aria-label="Close what-if" onClick={() => onChange(null)}>
          <X className="i" />
        </Button>
      }
    >
      <div className="panel-body grid gap-3.5">
        <p className="text-xs text-ink-2">
          Nothing is saved and nobody is told. Drag on the timeline, or change the days here.
        </p>
        <TrialFields trial={trial} people={people} onChange={onChange} />
        <div aria-live="polite" aria-busy={answer.isFetching || undefined} className="grid gap-3.5">
          {answer.error ? <Refused error={answer.error} trial={trial} /> : null}
          {answer.data && !answer.error ? <Answer said={answer.data} before={gapsBefore(trial)} /> : null}
          {answer.isPending ? <p className="text-ink-2">Working out who would look after whom</p> : null}
        </div>
        <Acts trial={trial} disabled={answer.error !== null || !answer.data} onDone={() => onChange(null)} />
      </div>
    </Panel>
  );
}

function TrialFields({ trial, people, onChange }: Pick<WhatIfPanelProps, 'trial' | 'people' | 'onChange'>) {
  const days = dayCount(trial.firstOn, trial.lastOn);
  const move = (by: number) =>
    onChange({ ...trial, firstOn: plusDays(trial.firstOn, by), lastOn: plusDays(trial.lastOn, by) });
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2.5">
      <div className="col-span-2">
        <Field label="Who">
          {(control) => (
            <Select
              {...control}
              value={trial.userId}
              disabled={trial.absenceId !== null}
              onChange={({ target }) => onChange({ ...trial, userId: target.value })}
            >
              {people.map(({ user }) => (
                <option key={user.user_id} value={user.user_id}>
                  {user.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="First day away">
        {(control) => (
          <Input
            {...control}
            type="date"
            value={trial.firstOn}
            onChange={({ target }) => {
              if (!target.value) return;
              onChange({ ...trial, firstOn: target.value, lastOn: plusDays(target.value, days - 1) });
            }}
          />
        )}
      </Field>
      <Field label="Last day away">
        {(control) => (
          <Input
            {...control}
            type="date"
            min={trial.firstOn}
            value={trial.lastOn}
            onChange={({ target }) => {
              if (target.value >= trial.firstOn) onChange({ ...trial, lastOn: target.value });
            }}
          />
        )}
      </Field>
      <span className="col-span-2 flex flex-wrap gap-2">
        <Button size="row" onClick={() => move(-7)}>
          −7 days
        </Button>
        <Button size="row" onClick={() => move(-1)}>
          −1 day
        </Button>
        <Button size="row" onClick={() => move(1)}>
          +1 day
        </Button>
        <Button size="row" onClick={() => move(7)}>
          +7 days
        </Button>
      </span>
    </div>
  );
}

function Refused({ error, trial }: { readonly error: unknown; readonly trial: Trial }) {
  const own = codeOf(error) === 'absences.overlaps-own';
  return (
    <Notice tone={own ? 'plain' : 'waiting'}>
      <b>{own ? 'They are away on these days already.' : 'This cannot be tried.'}</b>{' '}
      <span className="mut">
        {own ? 'Take other days, or drag that absence.' : wordsFor(error)}
        {trial.absenceId && !own ? ' The absence stays where it is.' : ''}
      </span>
    </Notice>
  );
}

function Answer({ said, before }: { readonly said: WhatIf; readonly before: number }) {
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

/** A new absence is set up with these days; one that exists is moved, and its coverage goes along. */
function Acts({
  trial,
  disabled,
  onDone,
}: {
  readonly trial: Trial;
  readonly disabled: boolean;
  readonly onDone: () => void;
}) {
  const setUp = new URLSearchParams({ for: trial.userId, from: trial.firstOn, to: trial.lastOn });
  return (
    <div className="flex flex-wrap gap-2">
      {trial.absenceId ? (
        <Move trial={trial} absenceId={trial.absenceId} disabled={disabled} onDone={onDone} />
      ) : (
        <Link className={buttonClass({ look: 'filled', size: 'panel' })} to={`/setup?${setUp}`}>
          Set it up like this
        </Link>
      )}
      <Button size="panel" onClick={onDone}>
        Discard
      </Button>
    </div>
  );
}

interface MoveProps {
  readonly trial: Trial;
  readonly absenceId: string;
  readonly disabled: boolean;
  readonly onDone: () => void;
}

function Move({ trial, absenceId, disabled, onDone }: MoveProps) {
  const absence = useApi(GetAbsence, { absence_id: absenceId });
  const patch = useSend(PatchAbsence);
  const tell = useToast();
  const current: AnswerOf<typeof GetAbsence> | undefined = absence.data;
  const save = () => {
    if (!current) return;
    patch.mutate(
      {
        input: { absence_id: absenceId, start_date: trial.firstOn, end_date: trial.lastOn },
        ifMatch: current.version,
      },
      {
        onSuccess: () => {
          tell({ text: `Moved to ${formatSpan(trial.firstOn, trial.lastOn)}. Whoever covers is told.` });
          onDone();
        },
      },
    );
  };
  return (
    <>
      {patch.error ? <NotSaved error={patch.error} /> : null}
      <Button look="filled" size="panel" disabled={disabled || !current} busy={patch.isPending} onClick={save}>
        Move it to {formatSpan(trial.firstOn, trial.lastOn)}
      </Button>
    </>
  );
}
