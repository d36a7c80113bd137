import { DEFAULT_POLICY, requirePolicy } from './policies.js';

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
