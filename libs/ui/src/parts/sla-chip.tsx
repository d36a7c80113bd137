import { AlarmClock, Check, Pause } from 'lucide-react';
import { formatLength } from '../format/index.js';
import { Chip } from './chip.js';
import { useOfNow } from './clock.js';

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
export function SlaChip(props: SlaChipProps) {
  const { startedAt, paused = false, done = false, endedAt = null } = props;
  if (done)
    return (
      <Chip tone="outlined" icon={<Check className="i" />}>
        {endedAt ? `in ${formatLength((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)}` : 'done'}
      </Chip>
    );
  if (paused) return <Chip icon={<Pause className="i" />}>Paused: customer</Chip>;
  return <Running {...props} />;
}

const SOON_MS = 300_000;

/** Drawn again when its words, its tone or a hundredth of its ring are others; not with every beat of the clock. */
function Running({ startedAt, warnAt, dueAt }: SlaChipProps) {
  const [due, warn, started] = [Date.parse(dueAt), Date.parse(warnAt), Date.parse(startedAt)];
  const isSoon = useOfNow((now) => Math.abs(due - now) < SOON_MS);
  const said = useOfNow(
    (now) => {
      if (due < now) return `gap|${formatLength((now - due) / 60_000)} over|0`;
      const share = (due - now) / Math.max(1, due - started);
      return `${now >= warn ? 'waiting' : 'outlined'}|${formatLength((due - now) / 60_000, true)}|${share.toFixed(2)}`;
    },
    isSoon ? 1000 : 30_000,
  );
  const [tone, words, share] = said.split('|');

  if (tone === 'gap') {
    return (
      <Chip tone="gap" icon={<AlarmClock className="i" />}>
        {words}
      </Chip>
    );
  }
  return (
    <Chip tone={tone === 'waiting' ? 'waiting' : 'outlined'} icon={<Ring share={Number(share)} />}>
      <span className="sr-only">Time left: </span>
      {words}
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
