import { CALENDAR_EXAMPLES } from './calendar-examples.js';
import { absence, allSet, ben, calendarHome, eva, meeting, whoCovers } from './calendar-story.js';
import { absenceCard, type AllSetView, allSetCard, calendarHomeCard, meetingCard, whoCoversCard } from './index.js';

const words = (value: unknown): string => JSON.stringify(value);
const pressed = (value: unknown): string[] =>
  [...words(value).matchAll(/"action_id","value":"([^"]+)"/g)].map(([, id]) => id ?? '');

test.each([
  ['calendar-home', '“Ferie”, Fri 24 Jul'],
  ['calendar-home', '17 to 21 Aug'],
  ['calendar-home', 'All 19 customers covered by Eva'],
  ['calendar-home', 'away until Fri 10 Jul'],
  ['calendar-home', '3 of 18 customers have nobody'],
  ['calendar-home-empty', 'No time off ahead, neither yours nor of your team.'],
  ['setup-who-covers', '3 to 14 Aug'],
  ['setup-who-covers', 'All day, Berlin time. 23 customers'],
  ['setup-who-covers', 'Not suggested: 2 people'],
  ['setup-who-covers-manager', 'Who covers Maximiliane?'],
  ['setup-who-covers-manager', '09:00 to 12:00, 14:00 to 15:30'],
  ['setup-who-covers-manager', 'Ben is asked already'],
  ['setup-who-covers-empty', 'You look after no customer: nobody has to cover.'],
  ['setup-dates-again', 'The last day is before the first one'],
  ['setup-split', 'The other 20 go to the best fit.'],
  ['setup-split', 'Vantoro Mobility, renews 7 Aug'],
  ['setup-told', 'asked to accept'],
  ['setup-told', 'From Fri 31 Jul, 09:00'],
  ['setup-told', 'Why you are away is never told.'],
  ['setup-told-by-hand', 'approves first, then they are asked'],
  ['setup-told-by-hand', 'Mail is not connected: the texts wait for you to send them.'],
  ['setup-told-nobody', 'No customer has a contact who would be written to.'],
  ['setup-all-set', 'No customer is left alone'],
  ['setup-all-set', '23 of 23, 3 to 14 Aug, checked'],
  ['setup-all-set', 'Vantoro Mobility renews on 7 Aug'],
  ['setup-all-set-gap', '5 customers have nobody'],
  ['setup-all-set-gap', '18 of 23, 3 to 14 Aug, checked'],
  ['setup-all-set-gap', 'Nobody, 6 to 7 Aug'],
  ['absence', '14 of 23 covered, 9 asked'],
  ['absence', 'Accepted today 09:12'],
  ['absence', 'Answers by Fri 10 Jul, 12:00, then the next is asked'],
  ['absence-gap', 'Nobody for 3 customers'],
  ['absence-gap', '3 of 32 customers have nobody'],
  ['absence-gap', 'Maximiliane is back'],
  ['setup-all-set-hundred', '4900 of 5000'],
  ['absence-gap', 'Waits for Mia until tomorrow 12:00'],
  ['absence-setting-up', '11 done. You can close this'],
  ['absence-cancel', 'The event in the calendar stays.'],
  ['meeting', 'Hand over to Eva Laurent'],
  ['meeting-nobody', 'Ask to move it'],
])('%s says "%s"', (name, sentence) => {
  expect(words(CALENDAR_EXAMPLES[name])).toContain(sentence);
});

test('each step of the set-up has a way back, and the whole way is carried by its button', () => {
  for (const [name, back] of Object.entries({
    'setup-who-covers': 'card.back',
    'setup-dates': 'card.back',
    'setup-other-person': 'card.back',
    // from here on something is typed and chosen that the step before has to carry
    'setup-split': 'setup.back',
    'setup-told': 'setup.back',
    'setup-all-set': 'setup.back',
  })) {
    const card = CALENDAR_EXAMPLES[name];
    expect(pressed(card?.fixedFooter?.secondaryButton)).toEqual([back]);
    expect(words(card?.fixedFooter?.primaryButton)).toContain('absence_id');
  }
});

test('the last step says plainly how many customers get a mail', () => {
  const { customersTold, ...rest } = allSet;
  const said = (over: Partial<AllSetView>) => words(allSetCard({ ...rest, customersTold, ...over }));
  expect(said({})).toContain('26 contacts of your customers get an e-mail');
  expect(said({ person: ben })).toContain('26 contacts of the customers get an e-mail');
  const one = { at: '2026-07-31T07:00:00Z', contacts: 1, isConnected: true };
  expect(said({ customersTold: one })).toContain('1 contact of your customers gets an e-mail');
  expect(said({ customersTold: { ...one, isConnected: false } })).toContain(
    '1 e-mail to contacts of your customers waits for you to send it',
  );
  expect(said({ customersTold: null })).toContain('No customer gets an e-mail');
  expect(said({ customersTold: null, customerCount: 0 })).not.toContain('e-mail');
});

test('a box that comes unticked says what that means', () => {
  expect(words(CALENDAR_EXAMPLES['setup-told-by-hand'])).toContain('Tick it, or no customer gets a mail.');
  expect(words(CALENDAR_EXAMPLES['setup-told'])).not.toContain('Tick it');
});

test('from the first step to the last it takes four presses, and nothing has to be chosen', () => {
  const first = ['setup-who-covers', 'setup-split', 'setup-told', 'setup-all-set'].flatMap((name) =>
    pressed(CALENDAR_EXAMPLES[name]?.fixedFooter?.primaryButton),
  );
  expect(first).toEqual(['setup.cover', 'setup.shares', 'setup.check', 'setup.save']);
  const radio = words(CALENDAR_EXAMPLES['setup-who-covers']).match(/"selected":true/g);
  expect(radio).toHaveLength(1);
});

test('without customers the set-up goes from the dates to the last look', () => {
  expect(pressed(CALENDAR_EXAMPLES['setup-who-covers-empty']?.fixedFooter?.primaryButton)).toEqual(['setup.check']);
});

test('a suggestion has the one filled button; without one, planning has it', () => {
  expect(calendarHomeCard(calendarHome).fixedFooter).toBeUndefined();
  expect(pressed(calendarHomeCard({ ...calendarHome, suggestions: [] }).fixedFooter)).toEqual([
    'setup.dates-form',
    'away.form',
  ]);
});

test("a colleague's absence opens for those who may change it only", () => {
  const team = calendarHome.team.map((row) => ({ ...row, mayOpen: false }));
  const opened = pressed(calendarHomeCard({ ...calendarHome, suggestions: [], mine: [], team }));
  expect(opened).toEqual(['setup.dates-form', 'away.form']);
  expect(pressed(absenceCard({ ...absence, mayChange: false }))).toEqual([]);
});

test('what is over or cancelled cannot be changed any more', () => {
  expect(pressed(absenceCard({ ...absence, state: 'over' }))).toEqual([]);
  expect(pressed(absenceCard({ ...absence, state: 'cancelled' }))).toEqual([]);
});

test('the proof counts customers, not the spans in which they are alone', () => {
  const hole = {
    customerId: 'one',
    name: 'Corvane Bank',
    startsAt: '2026-08-05T22:00:00Z',
    endsAt: '2026-08-06T22:00:00Z',
  };
  const later = { ...hole, startsAt: '2026-08-08T22:00:00Z', endsAt: '2026-08-09T22:00:00Z' };
  const card = words(allSetCard({ ...allSet, gaps: [hole, later] }));
  expect(card).toContain('1 customer has nobody');
  expect(card).toContain('22 of 23');
  expect(words(allSetCard({ ...allSet, gaps: [hole, { ...hole, customerId: 'two' }] }))).toContain(
    '2 customers have nobody',
  );
});

test('markup typed by people stays text', () => {
  const evil = '<b onload=x>Eva & "Co"</b>';
  const card = words(
    whoCoversCard({
      ...whoCovers,
      choices: [{ value: 'split', name: evil, why: evil, isChosen: true }],
      notSuggested: [{ name: evil, reason: evil }],
    }),
  );
  expect(card).toContain('&lt;b onload=x&gt;Eva &amp; &quot;Co&quot;&lt;/b&gt;');
  const decorated = words(meetingCard({ ...meeting, customer: { id: meeting.customer.id, name: evil }, covers: eva }));
  expect(decorated).not.toContain('With <b');
});
