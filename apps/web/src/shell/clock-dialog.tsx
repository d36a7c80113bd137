import { GetClock, MoveClock } from '@understudy/contracts';
import {
  Button,
  Dialog,
  Field,
  dayOf,
  formatCount,
  formatDay,
  formatMoment,
  Input,
  Notice,
  SkeletonRows,
  useNow,
  useToast,
} from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { jumpsFrom } from './clock-jumps.js';

const SHOWN = 6;

/** Jump forward: what will happen on the way is listed before, and done in order. */
export function ClockDialog({ onClose }: { readonly onClose: () => void }) {
  const { user } = useMe();
  const tell = useToast();
  const now = useNow();
  const move = useSend(MoveClock);
  const jumps = jumpsFrom(now, user.time_zone);
  const [choice, setChoice] = useState('1h');
  const [any, setAny] = useState('');
  const until = choice === 'any' ? anyInstant(any) : jumps.find((jump) => jump.key === choice)?.at;
  const ahead = useApi(GetClock, until ? { until } : {}, { enabled: until !== undefined, keep: true });

  const jump = () => {
    if (!until) return;
    move.mutate(
      { input: { now: until } },
      {
        onSuccess: ({ happened, now: at }) => {
          const words = happened.length ? `${formatCount(happened.length, 'thing')} happened.` : 'Nothing was due.';
          tell({ text: `It is ${formatMoment(at, user.time_zone, now)} now. ${words}` });
          onClose();
        },
      },
    );
  };

  return (
    <Dialog
      title="Jump forward"
      onClose={onClose}
      onSubmit={jump}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            Back
          </Button>
          <Button look="filled" type="submit" busy={move.isPending} disabled={!until}>
            {move.isPending ? 'Going there' : 'Jump'}
          </Button>
        </>
      }
    >
      {move.error ? <Notice tone="gap">{wordsFor(move.error)}</Notice> : null}
      <Field label="To" hint="The clock only moves forward. Sign-ins and locks keep the time of this machine.">
        {(control) => (
          <select {...control} className="input" value={choice} onChange={(event) => setChoice(event.target.value)}>
            {jumps.map((option) => (
              <option key={option.key} value={option.key}>
                {option.words},{' '}
                {option.byDay
                  ? formatDay(dayOf(option.at, user.time_zone))
                  : formatMoment(option.at, user.time_zone, now)}
              </option>
            ))}
            <option value="any">Any time</option>
          </select>
        )}
      </Field>
      {choice === 'any' ? (
        <Field label="Day and time" note="of this computer">
          {(control) => (
            <Input {...control} type="datetime-local" value={any} onChange={(event) => setAny(event.target.value)} />
          )}
        </Field>
      ) : null}
      <div>
        <p className="mb-1 font-medium">On the way</p>
        {ahead.isPending && until ? (
          <SkeletonRows rows={2} words="Looking at what is due" />
        ) : (
          <ul className="grid gap-1 text-ink-2">
            {(ahead.data?.upcoming ?? []).slice(0, SHOWN).map((event) => (
              <li key={`${event.at}${event.what}`} className="num">
                <span className="text-ink">{formatMoment(event.at, user.time_zone, now)}</span> {event.what}
              </li>
            ))}
            {ahead.data?.upcoming.length === 0 ? <li>Nothing is due until then.</li> : null}
            {ahead.data && ahead.data.upcoming.length > SHOWN ? (
              <li>and {ahead.data.upcoming.length - SHOWN} more</li>
            ) : null}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

const anyInstant = (text: string): string | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};
