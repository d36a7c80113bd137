import fc from 'fast-check';
import { asId, type EscalationId } from './ids.js';
import { warRoomBrief, warRoomName, warRoomWanted } from './war-rooms.js';

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
  ['Acme', 'esc-019a1b2c-acme'],
  ['Müller & Söhne GmbH', 'esc-019a1b2c-muller-sohne-gmbh'],
  ['  --São Paulo!! ', 'esc-019a1b2c-sao-paulo'],
  ['株式会社', 'esc-019a1b2c-customer'],
  ['', 'esc-019a1b2c-customer'],
])('%j is called %s', (name, expected) => {
  expect(warRoomName(ID, name)).toBe(expected);
});

test('any name is one that Slack takes, and two of one moment differ', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.boolean(), (name, isTaken) => {
      const made = warRoomName(ID, name, isTaken);
      expect(made).toMatch(/^esc-019a1b2c-[a-z0-9][a-z0-9-]*$/);
      expect(made.length).toBeLessThanOrEqual(80);
      expect(made.endsWith('6789ab')).toBe(isTaken);
    }),
  );
});

test('the brief says what it is about, who owns it, until when and where it is worked on', () => {
  const brief = warRoomBrief({
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
  });
  expect(brief.split('\n').slice(0, 5)).toEqual([
    'P0 at Acme: All is down',
    'Category: Technical',
    'Owner: Ben',
    'To be resolved by 2026-07-08T14:00Z',
    'Solved when: It is up',
  ]);
  expect(brief).toMatch(/…\n\nhttps:\/\/understudy\.example\/escalations\/1$/);
});
