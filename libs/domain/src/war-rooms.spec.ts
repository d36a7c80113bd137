import fc from 'fast-check';
import { asId, type EscalationId } from './ids.js';
import { channelNameNth, warRoomBrief, warRoomName, warRoomNote, warRoomWanted } from './war-rooms.js';

const ID = asId<EscalationId>('019a1b2c-3d4e-7000-8000-0123456789ab');

test.each([
  ['P0', 'open', true, false, 'severity'],
  ['P1', 'investigating', true, true, 'severity'],
  ['P2', 'open', true, true, 'rule'],
  ['P2', 'open', true, false, null],
  ['P3', 'action_required', true, true, 'rule'],
  ['P0', 'resolved', true, false, null],
  ['P0', 'void', true, false, null],
  ['P0', 'open', false, true, null],
] as const)(
  '%s, %s, with a customer: %s, asked for by a rule: %s',
  (severity, status, hasCustomer, isAskedByRule, because) => {
    expect(warRoomWanted({ severity, status, hasCustomer, isAskedByRule })).toBe(because);
  },
);

test.each([
  ['Acme', 'esc-456789ab-acme'],
  ['Müller & Söhne GmbH', 'esc-456789ab-muller-sohne-gmbh'],
  ['  --São Paulo!! ', 'esc-456789ab-sao-paulo'],
  ['Ørsted Łódź Straße', 'esc-456789ab-orsted-lodz-strasse'],
  ['Газпром Юг', 'esc-456789ab-gazprom-iug'],
  ['Ελλάδα', 'esc-456789ab-ellada'],
  ['株式会社', 'esc-456789ab-customer'],
  ['', 'esc-456789ab-customer'],
])('%j is called %s', (name, expected) => {
  expect(warRoomName(ID, name)).toBe(expected);
});

test('two escalations of one minute are told apart by the end of their ids', () => {
  const next = asId<EscalationId>('019a1b2c-3d4e-7000-8000-0123456789ac');
  expect(warRoomName(next, 'Acme')).not.toBe(warRoomName(ID, 'Acme'));
});

test('any name is one that Slack takes, also with a number behind', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 99 }), (name, nth) => {
      const made = warRoomName(ID, name, nth);
      expect(made).toMatch(/^esc-456789ab-[a-z0-9][a-z0-9-]*$/);
      expect(made.length).toBeLessThanOrEqual(80);
      if (nth > 1) expect(made.endsWith(`-${nth}`)).toBe(true);
    }),
  );
  expect(channelNameNth('a'.repeat(80), 12)).toBe(`${'a'.repeat(77)}-12`);
});

test.each([
  [[], null, 'Everybody on this escalation is in it.'],
  [['Eva'], null, 'Everybody on this escalation who has Slack is in it. Not in Slack: Eva.'],
  [[], '#help', 'This workspace lets no channel be made: it is a thread in #help.'],
  [['Eva', 'Gus'], '#help', 'This workspace lets no channel be made: it is a thread in #help. Not in Slack: Eva, Gus.'],
])('without Slack %j, thread in %s', (names, threadIn, expected) => {
  expect(warRoomNote(names, threadIn)).toBe(expected);
});

const LOUD = {
  text: (words: string) => words.toUpperCase(),
  time: (at: Temporal.Instant) => `<${at.epochMilliseconds}>`,
};

test('the brief says what it is about, who owns it, until when and where it is worked on', () => {
  const brief = warRoomBrief(
    {
      severity: 'P0',
      title: 'All is down',
      customerName: 'Acme',
      category: 'Technical',
      ownerName: 'Ben',
      secondOwnerName: null,
      dueAt: Temporal.Instant.from('2026-07-08T14:00:00Z'),
      expectedResolution: 'It is up',
      description: '🙂'.repeat(3_000),
      link: 'https://understudy.example/escalations/1',
    },
    LOUD,
  );
  expect(brief.split('\n').slice(0, 5)).toEqual([
    'P0 at ACME: ALL IS DOWN',
    'Category: TECHNICAL',
    'Owner: BEN',
    'To be resolved by <1783519200000>',
    'Solved when: IT IS UP',
  ]);
  expect(brief).toMatch(/…\n\nhttps:\/\/understudy\.example\/escalations\/1$/);
});
