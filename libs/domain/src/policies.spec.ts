import fc from 'fast-check';
import { answerDeadline, approvalDeadline, DEFAULT_POLICY, requirePolicy } from './policies.js';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2026-07-06T08:00:00Z');
const deadline = (startsAt: string, policy = DEFAULT_POLICY) =>
  String(answerDeadline({ startsAt: at(startsAt) }, policy, NOW));

describe('how long a backup has to answer', () => {
  test.each([
    ['weeks ahead: the usual day', '2026-08-01T00:00:00Z', '2026-07-07T08:00:00Z'],
    ['two days ahead: a quarter of what is left', '2026-07-08T08:00:00Z', '2026-07-06T20:00:00Z'],
    ['forty minutes ahead: never less than the urgent time', '2026-07-06T08:40:00Z', '2026-07-06T08:15:00Z'],
    ['ten minutes ahead: never later than the start', '2026-07-06T08:10:00Z', '2026-07-06T08:10:00Z'],
    ['starting this moment: the urgent time', '2026-07-06T08:00:00Z', '2026-07-06T08:15:00Z'],
    ['running since yesterday: the urgent time', '2026-07-05T08:00:00Z', '2026-07-06T08:15:00Z'],
  ])('%s', (_, startsAt, expected) => {
    expect(deadline(startsAt)).toBe(expected);
  });

  test('what the team has set counts', () => {
    const policy = { ...DEFAULT_POLICY, answerWithinMinutes: 60, urgentAnswerMinutes: 5 };
    expect(deadline('2026-08-01T00:00:00Z', policy)).toBe('2026-07-06T09:00:00Z');
    expect(deadline('2026-07-06T07:00:00Z', policy)).toBe('2026-07-06T08:05:00Z');
  });

  test('a manager has four hours to approve, by the same rule', () => {
    expect(String(approvalDeadline({ startsAt: at('2026-08-01T00:00:00Z') }, DEFAULT_POLICY, NOW))).toBe(
      '2026-07-06T12:00:00Z',
    );
  });

  test('always ahead of now, and not past a start that is ahead', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e10 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 600 }),
        (offset, answerWithinMinutes, urgentAnswerMinutes) => {
          const startsAt = NOW.add({ milliseconds: offset });
          const by = answerDeadline({ startsAt }, { answerWithinMinutes, urgentAnswerMinutes }, NOW);
          expect(Temporal.Instant.compare(by, NOW)).toBe(1);
          if (offset > 0) expect(Temporal.Instant.compare(by, startsAt)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});

describe('a policy that cannot work is refused, with everything that is wrong', () => {
  test('the defaults work', () => {
    expect(requirePolicy(DEFAULT_POLICY)).toBe(DEFAULT_POLICY);
    expect(requirePolicy({ ...DEFAULT_POLICY, ladder: [] })).toMatchObject({ ladder: [] });
    expect(requirePolicy({ ...DEFAULT_POLICY, ladder: ['secondary', 'manager'] })).toBeDefined();
  });

  test.each([
    ['a step twice', { ladder: ['manager', 'manager'] as const }, 'ladder'],
    ['the manager before the suggestions', { ladder: ['manager', 'next-suggestion'] as const }, 'ladder'],
    [
      'the manager warned before the owner',
      { briefGate: { ownerHours: 4, managerHours: 24 } },
      'brief_gate.manager_hours',
    ],
    ['more time when it is urgent', { urgentAnswerMinutes: 2000 }, 'urgent_answer_minutes'],
    ['nothing that counts', { weights: { capacity: 0, familiarity: 0, skill: 0, fairness: 1 } }, 'weights'],
  ])('%s', (_, change, path) => {
    const act = () => requirePolicy({ ...DEFAULT_POLICY, ...change });
    expect(act).toThrow('coverage-policies.malformed');
    expect(() => requirePolicy({ ...DEFAULT_POLICY, ...change })).toThrow(
      expect.objectContaining({ details: { problems: [expect.objectContaining({ path })] } }),
    );
  });
});
