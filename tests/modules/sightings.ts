import { ListAbsences } from '@understudy/contracts';
import { asId, daysToSpan, type Sighting, type SourceRef, type UserId } from '@understudy/domain';
import type { Person, World } from './world.js';

/** What a calendar shows: whole days, from and to counted from today in Lisbon. */
export const sighting = async (
  world: World,
  who: Person,
  from: number,
  to: number,
  ref: Partial<SourceRef> = {},
): Promise<Sighting> => {
  const days = {
    firstOn: Temporal.PlainDate.from(await world.day(from)),
    lastOn: Temporal.PlainDate.from(await world.day(to)),
    timeZone: 'Europe/Lisbon',
  };
  return {
    ref: { source: 'google_calendar', externalId: 'event-1', certainty: 'fact', ...ref },
    userId: asId<UserId>(who.id),
    kind: 'vacation',
    days,
    during: daysToSpan(days),
    windows: [],
  };
};

export const onlyAbsence = async (who: Person) => {
  const { items } = await who.call(ListAbsences, { user_id: who.id });
  expect(items).toHaveLength(1);
  const [absence] = items;
  if (!absence) throw new Error('one was expected');
  return absence;
};
