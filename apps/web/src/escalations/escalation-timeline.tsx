import type { AnswerOf, GetEscalationTimeline } from '@understudy/contracts';
import { formatMoment, Timeline, TimelineBox, TimelineLine, useNow } from '@understudy/ui';
import { Bell, CircleDot, Hand, Siren, Split, type LucideIcon } from 'lucide-react';
import { useMe } from '../session/session.js';

type Event = AnswerOf<typeof GetEscalationTimeline>['items'][number];

const ICONS: readonly (readonly [part: string, icon: LucideIcon])[] = [
  ['acknowledged', Hand],
  ['created', Siren],
  ['assigned', Split],
  ['routed', Split],
  ['notified', Bell],
];

/** Everything that happened, newest first: people in boxes, the product in one grey line. */
export function EscalationTimeline({ events }: { readonly events: readonly Event[] }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <Timeline label="Timeline">
      {events
        .toSorted((a, b) => b.seq - a.seq)
        .map((event) => {
          const time = formatMoment(event.at, user.time_zone, now);
          if (event.actor.kind === 'user') {
            return (
              <TimelineBox
                key={event.seq}
                name={event.actor.name}
                you={event.actor.user_id === user.id}
                at={event.at}
                time={time}
              >
                <p>{event.summary}</p>
              </TimelineBox>
            );
          }
          const Icon = ICONS.find(([part]) => event.type.includes(part))?.[1] ?? CircleDot;
          return (
            <TimelineLine key={event.seq} icon={<Icon className="i" />} at={event.at} time={time}>
              {event.summary}
            </TimelineLine>
          );
        })}
    </Timeline>
  );
}
