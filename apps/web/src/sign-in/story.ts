import { NoAnswer } from '@understudy/api-client';
import { GetClock, Settle, type AnswerOf, type GetWorld } from '@understudy/contracts';
import { dayOf } from '@understudy/ui';
import { send } from '../api/send.js';
import { nextMonday, plusDays } from '../session/local-days.js';

type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];
type User = Tenant['users'][number];

const EVENTS = '/sandbox/google/calendar/v3/calendars/primary/events';
/** Monday to the Friday of the week after. */
const LAST_DAY_AFTER = 11;
const ALREADY_THERE = 409;

/** Ana, and the manager of her team; null in an organisation without them. */
export function storyCast({ users }: Tenant): { readonly absent: User; readonly manager: User } | null {
  const absent = users.find((user) => user.email.startsWith('ana@'));
  const manager = users.find((user) => user.roles.includes('manager') && user.team === absent?.team);
  return absent && manager ? { absent, manager } : null;
}

/**
 * Creates the out-of-office event as the person does it in Google Calendar, and waits until the product has seen it. The
 * event's id comes from its day, so that a second click finds the first one's event instead of making another.
 */
export async function startStory(absent: User, onCreated: () => void): Promise<{ first: string; last: string }> {
  const { now } = await send(GetClock, {});
  const first = nextMonday(dayOf(now, absent.time_zone));
  const last = plusDays(first, LAST_DAY_AFTER);
  await createEvent(absent, first, last);
  onCreated();
  await send(Settle, {});
  return { first, last };
}

async function createEvent(absent: User, first: string, last: string): Promise<void> {
  const at = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: absent.time_zone });
  const response = await fetch(EVENTS, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer person:${absent.email}` },
    body: JSON.stringify({
      id: `ooo${first.replaceAll('-', '')}`,
      eventType: 'outOfOffice',
      summary: 'Out of office: vacation',
      start: at(first),
      end: at(plusDays(last, 1)),
      outOfOfficeProperties: { autoDeclineMode: 'declineNone' },
    }),
  });
  if (!response.ok && response.status !== ALREADY_THERE) throw new NoAnswer(response.status);
}
