import { SetSupporterAvailability } from '@understudy/contracts';
import { Switch, useNow } from '@understudy/ui';
import { useMove } from '../escalations/detail/move-dialog.js';
import { useMe } from '../session/session.js';
import { availabilityWords, type Supporter } from './inbox-words.js';

export interface AvailabilityProps {
  readonly supporter: Supporter;
  /** Whose it is, where it is not one's own. */
  readonly name?: string;
}

/** Whether conversations come by themselves; off by the calendar it cannot be switched on, and says until when. */
export function Availability({ supporter: read, name }: AvailabilityProps) {
  const { user, tenant } = useMe();
  const now = useNow();
  // switched back at once it stands on what was answered, read again or not
  const set = useMove(SetSupporterAvailability, { untilAnswered: true });
  const supporter = set.data && set.data.version > read.version ? { ...read, ...set.data } : read;
  const words = availabilityWords(supporter, user.time_zone, now);
  const isFixed = supporter.unavailable_because === 'absent' || supporter.unavailable_because === 'not_serving';
  return (
    <Switch
      on={supporter.is_available}
      {...(isFixed ? { disabled: true } : {})}
      {...(name ? { 'aria-label': `${name} is available` } : {})}
      onChange={(on) =>
        set.move(
          {
            input: { tenant_id: tenant.id, supporter_id: supporter.supporter_id, is_available: on },
            ifMatch: supporter.version,
          },
          {
            loud: true,
            done: on
              ? 'Conversations come by themselves again.'
              : 'Nothing new comes. What was not begun goes to others; what was begun is asked about.',
          },
        )
      }
    >
      {words}
    </Switch>
  );
}

/** One bar for each that may be carried, filled for those that are; beyond ten only the number. */
export function Slots({
  supporter: { active_escalations: active, max_active_escalations: cap },
}: {
  readonly supporter: Supporter;
}) {
  return (
    <span className="flex items-center gap-2">
      {cap <= 10 ? (
        <span className="slots" aria-hidden="true">
          {Array.from({ length: cap }, (_, slot) => (
            <i key={slot} className={slot < active ? 'on' : undefined} />
          ))}
        </span>
      ) : null}
      <span className="num font-medium">
        {active} of {cap}
      </span>
    </span>
  );
}
