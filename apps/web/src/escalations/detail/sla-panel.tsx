import { GetEscalationClock, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Chip,
  formatAt,
  formatLength,
  formatMoment,
  formatWorking,
  placeOf,
  sentence,
  useNow,
} from '@understudy/ui';
import { Activity, AlarmClock, BellOff, Bell, Check, CircleCheck, Hourglass, Pause } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { isDone } from '../escalation-status.js';
import type { Escalation } from './escalation.js';

type Clock = AnswerOf<typeof GetEscalationClock>;
type State = 'done' | 'paused' | 'over' | 'warned' | 'fine';

/** Time left, counted down; every warning is a tick on the bar of used time; below it why it is due then. */
export function SlaPanel({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const { sla } = escalation;
  const due = Date.parse(sla.due_at);
  const coarse = useNow();
  const now = useNow(Math.abs(due - coarse) < 300_000 ? 1000 : 15_000);
  const clock = useApi(GetEscalationClock, { escalation_id: escalation.id });
  const [isWhy, setIsWhy] = useState(false);
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  const minutes = (due - now) / 60_000;
  const state = stateOf(escalation, now);
  const share = usedShare(escalation, clock.data, now);
  return (
    <section className="panel o1 p-3.5" aria-label="Time left">
      <div className="flex items-center gap-2">
        <span className="num text-ink-2">
          {isDone(escalation.status) ? 'Was to be resolved by' : 'To resolve by'} {moment(sla.due_at)}
        </span>
        <span className="ml-auto">
          <StateChip state={state} />
        </span>
      </div>
      <p className="sla-left mt-1" role="timer">
        {leftWords(escalation, state, minutes, clock.data)}
      </p>
      <svg className={`sla-bar ${FILL[state]}`} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="3" width="100" height="8" rx="1.2" fill="var(--pressed)" />
        <rect x="0" y="3" width={Math.min(100, share * 100)} height="8" rx="1.2" fill="currentColor" />
        {(clock.data?.warnings ?? []).map(({ percent }) => (
          <rect key={percent} x={Math.min(99.4, percent)} y="0" width="0.6" height="14" fill="var(--waiting)" />
        ))}
      </svg>
      <p className="num flex justify-between text-[11px] text-ink-2">
        <span>{moment(escalation.created_at)}</span>
        {sla.next_warning_at ? <span>warning {moment(sla.next_warning_at)}</span> : null}
      </p>
      <FirstResponse escalation={escalation} moment={moment} />
      {escalation.snoozed_until ? (
        <p className="mt-1 flex gap-2 text-xs">
          <BellOff className="i i-s text-ink-3" />
          <span className="text-ink-2">No warnings until {moment(escalation.snoozed_until)}</span>
        </p>
      ) : sla.next_warning_at ? (
        <p className="mt-1 flex gap-2 text-xs">
          <Bell className="i i-s text-ink-3" />
          <span className="text-ink-2">
            {escalation.primary_owner ? `${escalation.primary_owner.name} is` : 'The managers are'} warned{' '}
            {formatAt(sla.next_warning_at, user.time_zone, now)}
          </span>
        </p>
      ) : null}
      <Button
        size="row"
        look="quiet"
        className="mt-1 -ml-2"
        aria-expanded={isWhy}
        onClick={() => setIsWhy((before) => !before)}
      >
        {isWhy ? 'Hide why' : 'Why then?'}
      </Button>
      {isWhy && clock.data ? <Why clock={clock.data} share={share} moment={moment} zone={user.time_zone} /> : null}
    </section>
  );
}

const FILL = {
  done: 'text-covered',
  paused: 'text-ink-3',
  over: 'text-gap',
  warned: 'text-waiting',
  fine: 'text-ink-2',
} as const satisfies Record<State, string>;

function stateOf({ status, sla }: Escalation, now: number): State {
  if (isDone(status)) return 'done';
  if (sla.paused) return 'paused';
  if (sla.breached || now > Date.parse(sla.due_at)) return 'over';
  return now >= Date.parse(sla.warn_at) ? 'warned' : 'fine';
}

function leftWords(
  { status, sla, created_at: created, resolved_at: resolved }: Escalation,
  state: State,
  minutes: number,
  clock: Clock | undefined,
) {
  if (status === 'void') return 'Taken back';
  if (state === 'done') {
    return resolved ? `Solved in ${formatLength((Date.parse(resolved) - Date.parse(created)) / 60_000)}` : 'Done';
  }
  if (state === 'paused') {
    const counted = clock && isByCalendar(clock) ? formatWorking : formatLength;
    return sla.remaining_minutes < 0
      ? `${counted(-sla.remaining_minutes)} over`
      : `${counted(sla.remaining_minutes)} left`;
  }
  return minutes < 0 ? `${formatLength(-minutes)} over` : `${formatLength(minutes, true)} left`;
}

const isByCalendar = ({ intervals }: Clock): boolean => intervals.some(({ calendar }) => calendar !== null);

/** 0 to 1. Round the clock it moves with the seconds; by a calendar it is as the API counted it last. */
function usedShare({ sla, status }: Escalation, clock: Clock | undefined, now: number): number {
  const known = sla.percent_used / 100;
  if (!clock || clock.state !== 'running' || isDone(status)) return known;
  if (isByCalendar(clock) || clock.total_minutes <= 0) return known;
  return Math.max(0, 1 - (Date.parse(sla.due_at) - now) / 60_000 / clock.total_minutes);
}

interface Part {
  readonly escalation: Escalation;
  readonly moment: (at: string) => string;
}

function FirstResponse({ escalation: { sla, created_at: created }, moment }: Part) {
  const length = (at: string) => formatLength((Date.parse(at) - Date.parse(created)) / 60_000);
  if (!sla.first_response_at) {
    return (
      <p className="mt-2 flex gap-2 text-xs">
        <Hourglass className="i i-s text-ink-3" />
        <span className="text-ink-2">First answer by {moment(sla.response_due_at)}</span>
      </p>
    );
  }
  return (
    <p className="mt-2 flex gap-2 text-xs">
      <CircleCheck className="i i-s text-covered-text" />
      <span>
        First answer after {length(sla.first_response_at)}{' '}
        <span className="text-ink-2">of {length(sla.response_due_at)}</span>
      </span>
    </p>
  );
}

/** Everything the deadline follows from. */
function Why({
  clock,
  share,
  moment,
  zone,
}: {
  readonly clock: Clock;
  readonly share: number;
  readonly moment: (at: string) => string;
  readonly zone: string;
}) {
  const calendars = [...new Set(clock.intervals.flatMap(({ calendar }) => (calendar ? [calendar.name] : [])))];
  return (
    <div className="mt-1 grid gap-1 text-xs text-ink-2">
      <p>
        {clock.severity} has {(isByCalendar(clock) ? formatWorking : formatLength)(clock.total_minutes)};{' '}
        {Math.round(share * 100)} % of it is used.{' '}
        {calendars.length > 0 ? `It counts by the calendar ${calendars.join(', ')}.` : 'It counts day and night.'}
      </p>
      <ol className="grid gap-0.5">
        {clock.events.map(({ kind, at, severity }, index) => (
          <li key={index}>
            {sentence(kind.replaceAll(/[-_]/g, ' '))}
            {severity ? ` as ${severity}` : ''} <span className="num">· {moment(at)}</span>
          </li>
        ))}
        {clock.climbs.map((climb, index) => (
          <li key={`climb-${index}`}>
            {climb.level === 0 ? 'Given' : 'Climbed'} to {climb.user.name}
            {climb.meant.user_id === climb.user.user_id ? '' : ` for ${climb.meant.name}`}
            {climb.reason ? `: ${climb.reason}` : ''} <span className="num">· {moment(climb.at)}</span>
          </li>
        ))}
      </ol>
      <p>Times as in {placeOf(zone)}.</p>
    </div>
  );
}

function StateChip({ state }: { readonly state: State }) {
  if (state === 'over')
    return (
      <Chip tone="gap" icon={<AlarmClock className="i" />}>
        Over
      </Chip>
    );
  if (state === 'warned')
    return (
      <Chip tone="waiting" icon={<Hourglass className="i" />}>
        Running out
      </Chip>
    );
  if (state === 'paused') return <Chip icon={<Pause className="i" />}>Paused: customer</Chip>;
  if (state === 'done')
    return (
      <Chip tone="outlined" icon={<Check className="i" />}>
        Done
      </Chip>
    );
  return <Chip icon={<Activity className="i" />}>On track</Chip>;
}
