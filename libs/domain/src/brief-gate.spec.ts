import { type BriefReadiness, gateMoment, isGateAhead, missingInBriefs, missingInWords } from './brief-gate.js';
import { asId, type CustomerId } from './ids.js';

const id = (n: number) => asId<CustomerId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const ready = (n: number, more: Partial<BriefReadiness> = {}): BriefReadiness => ({
  customerId: id(n),
  priority: 'low',
  isAccepted: true,
  hasBrief: true,
  hasContacts: true,
  hasOwnerNote: false,
  ...more,
});

describe('what is missing before somebody leaves', () => {
  test('nothing, with a yes, a brief and a contact for everybody', () => {
    expect(missingInBriefs([ready(1), ready(2, { priority: 'medium' })])).toEqual([]);
    expect(missingInBriefs([])).toEqual([]);
  });

  test('each lack names its customers, the worst lack first', () => {
    const rows = [
      ready(1, { hasContacts: false }),
      ready(2, { isAccepted: false }),
      ready(3, { hasBrief: false }),
      ready(4),
    ];

    expect(missingInBriefs(rows)).toEqual([
      { what: 'nobody-accepted', customerIds: [id(2)] },
      { what: 'brief-missing', customerIds: [id(3)] },
      { what: 'no-contacts', customerIds: [id(1)] },
    ]);
  });

  test('a note is asked for where the priority is high', () => {
    const high = { priority: 'high' as const };
    expect(missingInBriefs([ready(1, high), ready(2, { ...high, hasOwnerNote: true })])).toEqual([
      { what: 'no-owner-note', customerIds: [id(1)] },
    ]);
  });

  test('whom nobody said yes for has no brief to miss', () => {
    expect(missingInBriefs([ready(1, { isAccepted: false, hasBrief: false })])).toEqual([
      { what: 'nobody-accepted', customerIds: [id(1)] },
    ]);
  });
});

describe('when it is looked at', () => {
  const startsAt = Temporal.Instant.from('2026-07-20T00:00Z');
  const hours = { owner: 24, manager: 4 };
  const at = (text: string) => ({ startsAt, now: Temporal.Instant.from(text), hours });

  test.each([
    ['owner', '2026-07-01T00:00Z', '2026-07-19T00:00Z', true],
    ['manager', '2026-07-01T00:00Z', '2026-07-19T20:00Z', true],
    ['owner', '2026-07-18T23:59:59.999Z', '2026-07-19T00:00Z', true],
    // entered when the moment has come: a quarter, and half, of the time that is left
    ['owner', '2026-07-19T00:00Z', '2026-07-19T06:00Z', false],
    ['manager', '2026-07-19T22:00Z', '2026-07-19T23:00Z', false],
    ['owner', '2026-07-20T00:00Z', null, false],
    ['manager', '2026-07-21T00:00Z', null, false],
  ] as const)('the %s, of an absence known at %s: %s', (listener, now, moment, isAhead) => {
    expect(String(gateMoment(listener, at(now)))).toBe(
      moment === null ? 'null' : String(Temporal.Instant.from(moment)),
    );
    expect(isGateAhead(listener, at(now))).toBe(isAhead);
  });

  test('half an hour is a span too', () => {
    expect(String(gateMoment('owner', { ...at('2026-07-01T00:00Z'), hours: { owner: 0.5, manager: 0.5 } }))).toBe(
      '2026-07-19T23:30:00Z',
    );
  });
});

test('what is missing is said in words, each thing with its number', () => {
  expect(missingInWords({ 'no-contacts': 1, 'nobody-accepted': 2 })).toBe(
    'nobody has said yes for 2 customers, no contacts at 1 customer',
  );
  expect(missingInWords({ 'brief-missing': 0 })).toBe('');
});
