import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GetClock, MoveClock } from '@understudy/contracts';
import { Button, dayOf, formatCount, formatDay, formatTime, Input, Notice, useNow, useToast } from '@understudy/ui';
import { useState } from 'react';
import { ask } from '../api/http.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';
import { instantOf } from '../time/local-days.js';
import { useJumps } from './jumps-context.js';
import { jumpsFrom, type Jump } from './jumps.js';
import { OnTheWay } from './on-the-way.js';

/** Where to jump, what will happen on the way, and the jump itself. */
export function JumpForm({ close }: { readonly close: () => void }) {
  const { user } = usePerson();
  const zone = user.time_zone;
  const now = useNow();
  const [choice, setChoice] = useState<Jump['key'] | 'any'>('monday');
  const [any, setAny] = useState({ day: '', time: '' });
  const jumps = jumpsFrom(now, zone);
  const chosen = jumps.find(({ key }) => key === choice);
  const at = chosen?.at ?? instantOf(any.day, any.time, zone);
  const day = chosen ? dayOf(at, zone) : any.day;
  const time = chosen ? formatTime(at, zone) : any.time;
  const isAhead = day !== '' && time !== '' && Date.parse(at) > now;
  // A minute is as exact as a list of what will happen needs to be; the seconds would ask again at every tick.
  const until = isAhead ? `${at.slice(0, 16)}:59.000Z` : '';
  const ahead = useQuery({
    queryKey: ['ahead', until],
    queryFn: ({ signal }) => ask(GetClock, { until }, { signal }),
    enabled: isAhead,
    placeholderData: keepPreviousData,
  });
  // The list grows when it comes and moves the button: nothing is pressed before it stands where it stays.
  const isListed = !ahead.isPending && !ahead.isPlaceholderData;
  const { jump, isPending, error } = useJump(close);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isAhead && isListed && !isPending) jump(at);
      }}
    >
      <div className="sb-jump-part">
        <h2>Jump to</h2>
        <div className="sb-jump-quick">
          {jumps.map(({ key, words }) => (
            <Button key={key} size="panel" aria-pressed={key === choice} onClick={() => setChoice(key)}>
              {words}
            </Button>
          ))}
        </div>
        <div className="sb-jump-any">
          <Input
            type="date"
            aria-label="Day"
            value={day}
            min={dayOf(now, zone)}
            onChange={(event) => (setChoice('any'), setAny({ day: event.target.value, time }))}
          />
          <Input
            type="time"
            aria-label="Time"
            value={time}
            onChange={(event) => (setChoice('any'), setAny({ day, time: event.target.value }))}
          />
        </div>
      </div>
      <div className="sb-jump-part">
        <h2>On the way</h2>
        <OnTheWay items={isAhead ? ahead.data?.upcoming : []} isAhead={isAhead} />
      </div>
      <div className="sb-jump-part sb-jump-foot">
        {error ? <Notice tone="gap">{wordsFor(error)}</Notice> : null}
        <Button look="filled" type="submit" busy={isPending} disabled={!isAhead || !isListed}>
          {isPending ? 'Going there' : isAhead ? `Jump to ${formatDay(day)}, ${time}` : 'Choose a time ahead'}
        </Button>
        <p>Forward only. Everything on the way really happens, in order.</p>
      </div>
    </form>
  );
}

function useJump(close: () => void) {
  const { user } = usePerson();
  const queries = useQueryClient();
  const tell = useToast();
  const { jumped, show } = useJumps();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (to: string) => ask(MoveClock, { now: to }),
    onSuccess: async ({ now, happened }) => {
      close();
      const time = `${formatDay(dayOf(now, user.time_zone))}, ${formatTime(now, user.time_zone)}`;
      const words = happened.length ? `${formatCount(happened.length, 'thing')} happened.` : 'Nothing was due.';
      tell({
        text: `It is ${time}. ${words}`,
        ...(happened.length ? { action: { words: 'Show them', onAction: () => show(happened) } } : {}),
      });
      await queries.invalidateQueries();
      jumped();
    },
  });
  return { jump: mutate, isPending, error };
}
