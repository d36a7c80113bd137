import { asId, type UserId } from './ids.js';
import { type OwnerCandidate, suggestOwners } from './owner-suggestions.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const [ANA, BEN, EVA] = [user(1), user(2), user(3)];
const wednesday = Temporal.Instant.from('2026-07-08T10:00:00Z');
const aCandidate = (id: UserId, more: Partial<OwnerCandidate> = {}): OwnerCandidate => ({
  id,
  skills: [],
  timeZone: 'UTC',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  openEscalations: 0,
  cap: null,
  isUnavailable: false,
  isAbsent: false,
  coveredBy: null,
  isNamed: false,
  isOwner: false,
  ...more,
});
const customer = { segment: 'Enterprise', industry: 'Fintech', stage: null, needs: ['sso'] };
const suggest = (...candidates: OwnerCandidate[]) =>
  suggestOwners({ category: { name: 'Technical', expertise: ['API', 'sso'] }, customer, candidates, at: wednesday });

test('whoever knows the category comes before whoever knows the customer', () => {
  const { items, wantedTags } = suggest(
    aCandidate(ANA, { skills: ['enterprise', 'fintech'] }),
    aCandidate(BEN, { skills: [' Technical ', 'api'] }),
  );

  expect(wantedTags).toEqual(['api', 'enterprise', 'fintech', 'sso', 'technical']);
  // three tags of the category count twice, two of the customer once: 4 and 2 of 8
  expect(items).toMatchObject([
    { userId: BEN, score: 70, factors: { expertise: 50, load: 100, presence: 100 }, matchedTags: ['api', 'technical'] },
    { userId: ANA, score: 55, factors: { expertise: 25 }, matchedTags: ['enterprise', 'fintech'] },
  ]);
});

test('load counts against the cap, or against ten without one; hours off work count half', () => {
  const skills = ['sso'];
  const { items } = suggest(
    aCandidate(ANA, { skills, openEscalations: 4, cap: 5 }),
    aCandidate(BEN, { skills, openEscalations: 4 }),
    aCandidate(EVA, { skills, openEscalations: 4, timeZone: 'Asia/Tokyo' }),
  );

  expect(items.map(({ userId, factors }) => [userId, factors.load, factors.presence])).toEqual([
    [BEN, 60, 100],
    [EVA, 60, 50],
    [ANA, 20, 100],
  ]);
});

test('who cannot is left out with the reason, and who covers them', () => {
  const skills = ['api'];
  const { items, excluded } = suggest(
    aCandidate(ANA, { skills, isAbsent: true, coveredBy: BEN }),
    aCandidate(BEN, { skills, openEscalations: 5, cap: 5 }),
    aCandidate(EVA, { skills, isUnavailable: true }),
    aCandidate(user(4)),
    aCandidate(user(6), { skills, isOwner: true }),
    aCandidate(user(5), { isNamed: true }),
  );

  expect(excluded).toEqual([
    { userId: ANA, reason: 'absent', coveredBy: BEN },
    { userId: BEN, reason: 'at_capacity', coveredBy: null },
    { userId: EVA, reason: 'unavailable', coveredBy: null },
    { userId: user(6), reason: 'owns_it', coveredBy: null },
    { userId: user(4), reason: 'no_expertise', coveredBy: null },
  ]);
  expect(items).toMatchObject([{ userId: user(5), isNamed: true, score: 40 }]);
});

test('equal scores go by load, then id', () => {
  const skills = ['api'];
  expect(suggest(aCandidate(EVA, { skills }), aCandidate(BEN, { skills })).items.map(({ userId }) => userId)).toEqual([
    BEN,
    EVA,
  ]);
});
