import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ListAbsences, Settle } from '@understudy/contracts';
import { useToast } from '@understudy/ui';
import { useMemo } from 'react';
import { deleteEvent, saveEvent, useEvents, type GoogleEvent } from '../api/google-calendar.js';
import { ask } from '../api/http.js';
import { useApi } from '../api/use-api.js';
import { usePerson } from '../person/person.js';
import { wordsFor } from '../states/loaded.js';
import { instantOf, plusDays } from '../time/local-days.js';
import { inputOf, type EventForm } from './event-form.js';
import { itemOf, weeksFrom } from './weeks.js';

/** Everything some weeks show: the events as Google has them, and the absences that Understudy made of them. */
export function useWeeks(first: string, count: number) {
  const { user } = usePerson();
  const zone = user.time_zone;
  const weeks = useMemo(() => weeksFrom(first, count), [first, count]);
  const last = plusDays(first, count * 7 - 1);
  const events = useEvents(instantOf(first, '00:00', zone), instantOf(plusDays(last, 1), '00:00', zone));
  const absences = useApi(ListAbsences, { user_id: user.id, from: first, to: last, limit: 100 }, { keep: true });
  const shown = (absences.data?.items ?? []).filter(
    ({ user: { user_id }, status }) => user_id === user.id && status !== 'cancelled',
  );
  const confirmed = new Set(shown.filter(({ status }) => status !== 'suggested').map((one) => one.calendar_event_id));
  const items = (events.data ?? []).map((event) => itemOf(event, zone, confirmed.has(event.id)));
  return { weeks, last, events, items, shown };
}

export type Change =
  { readonly save: EventForm; readonly existing: GoogleEvent | null } | { readonly remove: GoogleEvent };

/** Changes the calendar as the person, then lets Understudy notice, as it would by itself a moment later. `onSaved` gets the event, null when it is gone. */
export function useChange(onSaved: (event: GoogleEvent | null) => void) {
  const { user } = usePerson();
  const queries = useQueryClient();
  const tell = useToast();
  const settle = useMutation({
    mutationFn: () => ask(Settle, {}),
    onSettled: () => queries.invalidateQueries(),
    onError: (error) => tell({ tone: 'bad', text: `The event is saved. ${wordsFor(error)}` }),
  });
  const change = useMutation({
    mutationFn: async (wanted: Change): Promise<GoogleEvent | null> => {
      if ('remove' in wanted) {
        await deleteEvent(user.email, wanted.remove);
        return null;
      }
      const { eventType, ...input } = inputOf(wanted.save, user.time_zone);
      return wanted.existing
        ? saveEvent(user.email, input, wanted.existing)
        : saveEvent(user.email, { ...input, eventType }, null);
    },
    onSuccess: async (event) => {
      onSaved(event);
      settle.mutate();
      await queries.invalidateQueries({ queryKey: ['google'] });
    },
  });
  return { change, isReading: settle.isPending, readAt: settle.isSuccess ? settle.submittedAt : 0 };
}
