import { DEFAULT_WORKING_HOURS } from './business-time.js';
import { ESCALATION_STATUSES } from './escalations.js';
import { DomainError } from './errors.js';
import { asId, type EscalationId, type UserId } from './ids.js';
import {
  byNeed,
  chooseSupporter,
  keepAnswerBy,
  moveOfSupporter,
  requireFreeSlot,
  requireNotes,
  type Supporter,
  titleOfConversation,
  workOfLeaver,
} from './supporters.js';

const at = (text: string) => Temporal.Instant.from(`2026-07-06T${text}:00Z`);
const aSupporter = (id: string, more: Partial<Supporter> = {}): Supporter => ({
  id,
  isAvailable: true,
  active: 0,
  cap: 5,
  lastAssignedAt: null,
  ...more,
});
const chosen = (...supporters: Supporter[]) => chooseSupporter(supporters)?.id ?? null;

describe('who gets the next conversation', () => {
  test('is the least busy', () =>
    expect(chosen(aSupporter('a', { active: 2 }), aSupporter('b', { active: 1 }), aSupporter('c', { active: 3 }))).toBe(
      'b',
    ));
  test('among equals whoever waited longest for one, those who never had one first', () => {
    const early = aSupporter('a', { lastAssignedAt: at('09:00') });
    const late = aSupporter('b', { lastAssignedAt: at('10:00') });
    expect(chosen(late, early)).toBe('a');
    expect(chosen(late, early, aSupporter('c'))).toBe('c');
  });
  test('then goes by id', () => expect(chosen(aSupporter('b'), aSupporter('a'))).toBe('a'));
  test('is nobody who is not available, or carries as many as they may', () => {
    expect(chosen(aSupporter('a', { isAvailable: false }), aSupporter('b', { active: 4 }))).toBe('b');
    expect(chosen(aSupporter('a', { active: 5 }))).toBeNull();
    expect(chosen(aSupporter('a', { cap: 0 }))).toBeNull();
  });
  test('is nobody when there are no supporters at all', () => expect(chosen()).toBeNull());
});

test('those who wait are served by priority, then by age', () => {
  const waiting = (id: number, severity: 'P0' | 'P2', createdAt: string) => ({
    id: asId<EscalationId>(`00000000-0000-4000-8000-00000000000${id}`),
    severity,
    createdAt: at(createdAt),
  });
  const rows = [waiting(1, 'P2', '09:00'), waiting(2, 'P0', '11:00'), waiting(3, 'P2', '08:00')];
  expect(rows.toSorted(byNeed).map(({ id }) => id.at(-1))).toEqual(['2', '3', '1']);
});

describe('work of somebody who leaves', () => {
  test.each([
    ['open', 'switched-off', 'hand-on'],
    ['open', 'absent', 'hand-on'],
    ['investigating', 'switched-off', 'ask'],
    ['action_required', 'absent', 'ask'],
    ['investigating', 'role-removed', 'ask'],
    ['action_required', 'left', 'hand-on'],
    ['open', 'left', 'hand-on'],
    ['resolved', 'left', 'nothing'],
    ['closed', 'switched-off', 'nothing'],
  ] as const)('%s, when they are %s: %s', (status, why, what) => expect(workOfLeaver(status, why)).toBe(what));
});

describe('the supporter document’s statuses', () => {
  const owner = asId<UserId>('00000000-0000-4000-8000-000000000001');
  const refusal = (from: (typeof ESCALATION_STATUSES)[number], to: Parameters<typeof moveOfSupporter>[1]) => {
    try {
      return moveOfSupporter({ status: from, ownerId: owner }, to);
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.details['from'], error.details['allowed']] : error;
    }
  };
  test.each([
    ['open', 'in_progress', 'investigating'],
    ['investigating', 'on_hold', 'action_required'],
    ['action_required', 'in_progress', 'investigating'],
    ['investigating', 'resolved', 'resolved'],
    ['resolved', 'closed', 'closed'],
    ['resolved', 'in_progress', 'investigating'],
  ] as const)('%s may become %s', (from, to, move) => expect(refusal(from, to)).toBe(move));
  test.each([
    ['open', 'pending', 'assigned', ['in_progress', 'resolved']],
    ['investigating', 'assigned', 'in_progress', ['on_hold', 'resolved']],
    ['open', 'on_hold', 'assigned', ['in_progress', 'resolved']],
    ['investigating', 'closed', 'in_progress', ['on_hold', 'resolved']],
    ['closed', 'in_progress', 'closed', []],
    ['void', 'closed', 'closed', []],
  ] as const)('%s cannot become %s, and is told what may', (from, to, shown, allowed) =>
    expect(refusal(from, to)).toEqual(['escalations.illegal-transition', shown, allowed]),
  );
  test('resolving says how, nothing else needs notes', () => {
    for (const notes of [null, '', '  '])
      expect(() => requireNotes('resolved', notes)).toThrow(new DomainError('supporters.notes-required'));
    requireNotes('resolved', 'Paid back');
    requireNotes('closed', null);
  });
});

test('somebody who is away or full cannot be handed one', () => {
  expect(() => requireFreeSlot(aSupporter('a', { isAvailable: false }))).toThrow(
    new DomainError('supporters.not-available'),
  );
  expect(() => requireFreeSlot(aSupporter('a', { active: 5 }))).toThrow(new DomainError('supporters.at-cap'));
  requireFreeSlot(aSupporter('a', { active: 4 }));
});

test('the title is the subject, else the start of the reason, one line of at most 120 characters', () => {
  expect(titleOfConversation(' Debt ', 'Cannot')).toBe('Debt');
  expect(titleOfConversation('', 'Cannot pay\nat all')).toBe('Cannot pay');
  expect(titleOfConversation('Debt\tgrows\rfast', '')).toBe('Debt grows');
  expect(titleOfConversation('x'.repeat(120), '')).toHaveLength(120);
  const long = titleOfConversation('', '😀'.repeat(200));
  expect(long).toHaveLength(120);
  expect(long.isWellFormed()).toBe(true);
});

describe('until when somebody who leaves may say that they keep what they began', () => {
  const monday = at('16:00');
  const office = { ...DEFAULT_WORKING_HOURS, timeZone: 'UTC', holidays: [] };
  test.each([
    ['P0', false, '2026-07-06T20:00:00Z'],
    ['P1', false, '2026-07-06T20:00:00Z'],
    ['P2', false, '2026-07-07T12:00:00Z'],
    ['P3', false, '2026-07-07T12:00:00Z'],
    ['P0', true, '2026-07-06T16:00:00Z'],
    ['P3', true, '2026-07-06T16:00:00Z'],
  ] as const)('%s, away by an absence: %s', (severity, isAbsent, until) =>
    expect(String(keepAnswerBy(monday, { severity, isAbsent }, office))).toBe(until),
  );
});
