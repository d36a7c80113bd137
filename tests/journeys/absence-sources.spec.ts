import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  type AnswerOf,
  ChangePtoFeed,
  ConfirmAbsence,
  CreatePtoFeed,
  ListAbsences,
} from '@understudy/contracts';
import { calendar, entry } from '../modules/pto-feeding.js';
import { eventually } from '../support/eventually.js';
import { type Stack, startStack } from '../support/stack.js';
import { outOfOffice, type Story, type StoryPerson, tell } from '../support/story.js';

/*
 * Everything that says that somebody is away leads to a covered absence, and follows when it moves or goes: an event in Google
 * Calendar, a status in Slack, an entry of an iCalendar feed, a webhook of HiBob. Product and sandbox are processes of their own; what
 * passes between them is HTTP as the vendors speak it.
 */
jest.setTimeout(300_000);

let stack: Stack;
let story: Story;
let ana: StoryPerson;
let ada: StoryPerson;

beforeAll(async () => {
  stack = await startStack();
  story = await tell(stack);
  [ana, ada] = [await story.person('ana'), await story.person('ada')];
});
afterAll(() => stack?.stop());

type Absence = AnswerOf<typeof ListAbsences>['items'][number];

/** A Monday so many weeks ahead and so many days later: each source has a week of its own. */
const day = (week: number, offset: number): string => {
  const today = Temporal.Now.plainDateISO('UTC');
  return String(today.add({ days: 8 - today.dayOfWeek + 7 * week + offset }));
};
/** The absence of hers that begins in these days, when it was not taken back. */
const hers = async (from: string, to: string): Promise<Absence | undefined> =>
  (await ana.call(ListAbsences, { user_id: ana.userId, limit: 100 })).items.find(
    ({ status, start_date }) => status !== 'cancelled' && start_date >= from && start_date <= to,
  );
const whenOf = (absence: Absence | undefined) =>
  absence && `${absence.start_date}/${absence.end_date} ${absence.status} ${absence.source}`;

/** Whoever is asked says yes; answers the covered absence. */
async function covered(from: string, to: string): Promise<Absence | undefined> {
  await story.settle();
  const asked = (await hers(from, to))?.coverage.assignments.find(({ status }) => status === 'pending');
  if (!asked) throw new Error(`somebody was expected to be asked for ${whenOf(await hers(from, to))}`);
  const backup = await story.person(asked.backup.name.split(' ')[0]?.toLowerCase() ?? '');
  await backup.call(AcceptCoverage, { assignment_id: asked.id });
  await story.settle();
  return hers(from, to);
}

test('an out-of-office event in Google Calendar', async () => {
  const [from, to] = [day(1, 0), day(1, 6)];
  const event = await ana.calendar('POST', outOfOffice(day(1, 0), day(1, 2), 'Europe/Lisbon'));
  await story.settle();
  expect(whenOf(await hers(from, to))).toBe(`${day(1, 0)}/${day(1, 2)} planned google_calendar`);
  expect(await covered(from, to)).toMatchObject({ status: 'coverage_assigned', coverage: { uncovered: 0 } });

  await ana.calendar('PATCH', outOfOffice(day(1, 1), day(1, 3), 'Europe/Lisbon'), event.id);
  await story.settle();
  expect(whenOf(await hers(from, to))).toBe(`${day(1, 1)}/${day(1, 3)} coverage_assigned google_calendar`);

  await ana.calendar('DELETE', {}, event.id);
  await story.settle();
  expect(await hers(from, to)).toBeUndefined();
});

test('an entry of an iCalendar feed', async () => {
  const [from, to] = [day(3, 0), day(3, 6)];
  const publish = (...entries: string[][]) =>
    story.sandbox('PUT', '/sandbox/pto/feeds/harbor', { text: calendar(entries) });
  await publish(entry('1', 'Ana Duarte (Vacation - 3 days)', day(3, 0), day(3, 2)));
  await ada.call(CreatePtoFeed, {
    kind: 'ical',
    name: 'BambooHR calendar',
    address: `${stack.baseUrl.replace(/^http/, 'webcal')}/sandbox/pto/feeds/harbor.ics`,
  });
  await story.settle();
  expect(whenOf(await hers(from, to))).toBe(`${day(3, 0)}/${day(3, 2)} planned pto`);
  expect(await covered(from, to)).toMatchObject({ status: 'coverage_assigned', coverage: { uncovered: 0 } });

  await publish(entry('1', 'Ana Duarte (Vacation - 3 days)', day(3, 1), day(3, 3)));
  await story.settle();
  expect(whenOf(await hers(from, to))).toBe(`${day(3, 1)}/${day(3, 3)} coverage_assigned pto`);

  await publish();
  await story.settle();
  expect(await hers(from, to)).toBeUndefined();
});

test('a webhook of HiBob', async () => {
  const [from, to] = [day(5, 0), day(5, 6)];
  const feed = await ada.call(CreatePtoFeed, {
    kind: 'hibob',
    name: 'HiBob',
    service_user_id: 'SERVICE-4711',
    service_user_token: 'sandbox-hibob-token',
  });
  const secret = 'as HiBob showed it';
  expect(await story.sandbox('PUT', '/sandbox/pto/hibob/webhook', { url: feed.webhook_url, secret })).toEqual({
    established: true,
  });
  await ada.call(ChangePtoFeed, { feed_id: feed.id, webhook_secret: secret });
  await story.settle();

  const request = (await story.sandbox('POST', '/sandbox/pto/hibob/requests', {
    email: ana.email,
    startDate: day(5, 0),
    endDate: day(5, 2),
  })) as { requestId: number; delivered: unknown };
  // for auto-approved requests two events come: requested, then approved
  expect(request.delivered).toEqual([200, 200]);
  // the webhook alone brings it: nothing is polled here
  const arrived = (when: string) => eventually(async () => expect(whenOf(await hers(from, to))).toBe(when));
  await arrived(`${day(5, 0)}/${day(5, 2)} planned pto`);
  expect(await covered(from, to)).toMatchObject({ status: 'coverage_assigned', coverage: { uncovered: 0 } });

  const change = (body: object) => story.sandbox('PATCH', `/sandbox/pto/hibob/requests/${request.requestId}`, body);
  await change({ startDate: day(5, 1), endDate: day(5, 3) });
  await arrived(`${day(5, 1)}/${day(5, 3)} coverage_assigned pto`);

  await change({ status: 'canceled' });
  await eventually(async () => expect(await hers(from, to)).toBeUndefined());
});

test('a status in Slack is a suggestion; confirmed, it is covered; with the status it moves and ends', async () => {
  const now = Temporal.Now.instant();
  const [from, to] = [String(now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 1 })), day(0, 0)];
  const status = async (text: string, emoji: string, hours: number) => {
    const ends = hours === 0 ? 0 : Math.floor(now.add({ hours }).epochMilliseconds / 1000);
    const answer = await fetch(`${stack.baseUrl}/sandbox/slack/api/users.profile.set`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer person:${ana.email}` },
      body: JSON.stringify({ profile: { status_text: text, status_emoji: emoji, status_expiration: ends } }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    await story.settle();
  };
  await status('On vacation', ':palm_tree:', 48);
  const suggested = await hers(from, to);
  expect(suggested).toMatchObject({ status: 'suggested', source: 'slack' });

  await status('On vacation', ':palm_tree:', 72);
  const moved = await hers(from, to);
  expect(moved).toMatchObject({ id: suggested?.id, status: 'suggested' });
  expect(moved?.during.ends_at).not.toBe(suggested?.during.ends_at);

  await ana.call(ConfirmAbsence, { absence_id: suggested?.id ?? '' });
  expect(await covered(from, to)).toMatchObject({ status: 'active', coverage: { uncovered: 0 } });

  await status('', '', 0);
  expect(await hers(from, to)).toMatchObject({ status: 'completed' });
});
