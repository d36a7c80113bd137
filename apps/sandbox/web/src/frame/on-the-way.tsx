import { dayOf, formatTime, SkeletonRows, wordsOf } from '@understudy/ui';
import { AlarmClock, CircleDot, Plane, Undo2, type LucideIcon } from 'lucide-react';
import { usePerson } from '../person/person.js';

export interface Happening {
  readonly at: string;
  readonly kind: string;
  readonly what: string;
}

const LOOKS: Readonly<Record<string, readonly [LucideIcon, string]>> = {
  'absence.starts': [Plane, 'text-away-text'],
  'absence.ends': [Undo2, 'text-covered-text'],
  'escalation.sla-warn': [AlarmClock, 'text-waiting-text'],
  'escalation.sla-due': [AlarmClock, 'text-gap-text'],
};
const OTHER = [CircleDot, 'text-ink-2'] as const;

/** What will happen, or did, in order; `items` undefined while it loads. */
export function OnTheWay({
  items,
  isAhead,
}: {
  readonly items: readonly Happening[] | undefined;
  readonly isAhead: boolean;
}) {
  const { user } = usePerson();
  if (!isAhead) return <p className="mut">The clock moves forward only.</p>;
  if (!items) return <SkeletonRows rows={2} words="Looking ahead" />;
  if (items.length === 0) return <p className="mut">Nothing is due until then.</p>;
  return (
    <ol className="sb-way">
      {items.map(({ at, kind, what }, index) => {
        const [Icon, color] = LOOKS[kind] ?? OTHER;
        const { weekday } = wordsOf(at, user.time_zone);
        return (
          <li key={`${at} ${index}`}>
            <time className="num mut" dateTime={at} title={dayOf(at, user.time_zone)}>
              {weekday} {formatTime(at, user.time_zone)}
            </time>
            <Icon className={`i i-s ${color}`} aria-hidden="true" />
            <span>{what}</span>
          </li>
        );
      })}
    </ol>
  );
}
