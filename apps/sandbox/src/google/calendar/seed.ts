import type { Meeting } from '../../world.js';
import { EventWriter } from './events.js';
import type { CalendarStore } from './store.js';

/** The demo world's meetings as events of their owners' calendars, each under an id made from the meeting's. */
export function seedMeetings(store: CalendarStore, meetings: readonly Meeting[]): void {
  const writer = new EventWriter(store);
  for (const { id, owner, title, startsAt, endsAt, attendees } of meetings) {
    writer.insert(store.calendar(owner, 'primary'), owner, {
      id: Buffer.from(id).toString('hex'),
      summary: title,
      start: { dateTime: startsAt },
      end: { dateTime: endsAt },
      attendees: attendees.map(({ email, name }) => ({ email, displayName: name, responseStatus: 'accepted' })),
    });
  }
}
