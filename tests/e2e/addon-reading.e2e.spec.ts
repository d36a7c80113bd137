import { jest } from '@jest/globals';
import { Card, ChangeUser, DeleteGoogleConnection, ListAbsences } from '@understudy/contracts';
import { eventually } from '../support/eventually.js';
import { startStack, type Stack } from '../support/stack.js';
import { outOfOffice, type Story, type StoryPerson, tell } from '../support/story.js';

jest.setTimeout(600_000);

/*
 * Where the server may not read calendars: the script as it is uploaded finds, follows and loses time off by itself, against the product as it runs. And
 * whoever left sees nothing of it any more. Each test goes on where the one before ended.
 */
let stack: Stack;
let story: Story;
let ana: StoryPerson;
let ada: StoryPerson;
let eventId: string;
const day = (days: number) => Temporal.Now.plainDateISO('Europe/Lisbon').add({ days }).toString();

beforeAll(async () => {
  stack = await startStack();
  story = await tell(stack);
  [ana, ada] = [await story.person('ana'), await story.person('ada')];
  await ada.call(DeleteGoogleConnection, {});
  // a reading of the calendars that was under way then is over, too
  await story.settle();
});
afterAll(() => stack?.stop());

async function open(name: string, event: object = {}): Promise<Card> {
  const response = await fetch(`${stack.baseUrl}/sandbox/addon/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ana.email, function: name, event }),
  });
  const answer = (await response.json()) as { cards?: unknown[] };
  return Card.parse(answer.cards?.at(-1));
}
const absences = async () =>
  (await ana.call(ListAbsences, { user_id: ana.userId })).items.map(({ status, source }) => ({ status, source }));
const words = (card: Card): string => JSON.stringify(card);

test('an out-of-office event is an absence once its person opens Calendar home, and not before', async () => {
  eventId = (await ana.calendar('POST', outOfOffice(day(20), day(25), 'Europe/Lisbon'))).id;
  await story.settle();
  expect(await absences()).toEqual([]);

  const card = await open('onCalendarHome');
  expect(card.header.title).toBe('Time off');
  expect(words(card)).toContain('customers');
  expect(await absences()).toEqual([{ status: 'planned', source: 'google_calendar' }]);
});

test('opening it again changes nothing', async () => {
  await open('onCalendarHome');
  expect(await absences()).toEqual([{ status: 'planned', source: 'google_calendar' }]);
});

test('the open event is the set-up, with its days as read', async () => {
  const card = await open('onCalendarEvent', { event_id: eventId });
  expect(card.header).toMatchObject({ title: 'Who covers you?', subtitle: expect.stringMatching(/^Step 1 of/) });
  expect(words(card)).toContain('From this event');
});

test('an event that is gone takes its absence with it', async () => {
  await ana.calendar('DELETE', {}, eventId);
  expect(words(await open('onCalendarHome'))).toContain('No time off ahead');
  expect(await absences()).toEqual([{ status: 'cancelled', source: 'google_calendar' }]);
});

test('whoever left gets one card that says so, wherever they open it', async () => {
  await ada.call(ChangeUser, { user_id: ana.userId, active: false });
  for (const name of ['onHomepage', 'onCalendarHome']) {
    // what was read of a person is believed for a second
    const card = await eventually(async () => {
      const shown = await open(name);
      expect(shown.header.title).toBe('Your access has ended');
      return shown;
    });
    expect(words(card)).toContain(`You are here as ${ana.email}`);
    expect(words(card)).not.toMatch(/customer|absence|time off/i);
  }
});
