import { AlarmClock, Check, Pause } from 'lucide-react';
import { formatLength } from '../format/index.js';
import { Chip } from './chip.js';
import { useNow } from './clock.js';

export interface SlaChipProps {
  readonly startedAt: string;
  readonly warnAt: string;
  readonly dueAt: string;
  /** Waiting for the customer: the clock stands. */
  readonly paused?: boolean;
  /** Resolved or closed: no clock any more. */
  readonly done?: boolean;
  /** When it was done, to say how long it took. */
  readonly endedAt?: string | null;
}

/** Time left: outlined in time, amber from the warning on, ruby when over. Ticks each minute, each second under five minutes. */
export function SlaChip({ startedAt, warnAt, dueAt, paused = false, done = false, endedAt = null }: SlaChipProps) {
  const due = Date.parse(dueAt);
  const coarse = useNow(30_000);
  const now = useNow(!paused && !done && Math.abs(due - coarse) < 300_000 ? 1000 : 30_000);
  const minutes = (due - now) / 60_000;

  if (done)
    return (
      <Chip tone="outlined" icon={<Check className="i" />}>
        {endedAt ? `in ${formatLength((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)}` : 'done'}
      </Chip>
    );
  if (paused) return <Chip icon={<Pause className="i" />}>Paused: customer</Chip>;
  if (minutes < 0) {
    return (
      <Chip tone="gap" icon={<AlarmClock className="i" />}>
        {formatLength(-minutes)} over
      </Chip>
    );
  }
  const share = (due - now) / Math.max(1, due - Date.parse(startedAt));
  return (
    <Chip tone={now >= Date.parse(warnAt) ? 'waiting' : 'outlined'} icon={<Ring share={share} />}>
      <span className="sr-only">Time left: </span>
      {formatLength(minutes, true)}
    </Chip>
  );
}

const ROUND = 2 * Math.PI * 5.5;

/** A ring that shows the share (0 to 1) that is left. */
export function Ring({ share }: { readonly share: number }) {
  const left = Math.min(1, Math.max(0, share)) * ROUND;
  return (
    <svg className="sla-ring" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r="5.5" />
      <circle cx="7" cy="7" r="5.5" strokeDasharray={`${left} ${ROUND}`} />
    </svg>
  );
}
