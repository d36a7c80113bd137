import type { Away } from './absences.js';
import type { Role } from './directory.js';
import { asId, type AbsenceId, type CustomerId, type TeamId, type UserId } from './ids.js';
import { takeOver, type TakeOverInput } from './takeovers.js';

const id = (kind: number, n: number) => `00000000-0000-4000-800${kind}-${String(n).padStart(12, '0')}`;
const [ANA, BEN, GUS, MIA, ADA] = [1, 2, 3, 4, 5].map((n) => asId<UserId>(id(1, n))) as [
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
];
const [EMEA, AMERICAS] = [asId<TeamId>(id(2, 1)), asId<TeamId>(id(2, 2))];
const at = (text: string) => Temporal.Instant.from(text);
const now = at('2026-07-07T10:00:00Z');
const away = (n: number, userId: UserId, from: string, to: string | null, more: Partial<Away> = {}): Away => ({
  id: asId<AbsenceId>(id(4, n)),
  userId,
  status: 'active',
  during: { startsAt: at(from), endsAt: to === null ? null : at(to) },
  windows: [],
  ...more,
});
const week = away(1, ANA, '2026-07-06T00:00:00Z', '2026-07-11T00:00:00Z');
const people: TakeOverInput['people'] = new Map([
  [ANA, { id: ANA, managerId: MIA, teamId: EMEA }],
  [MIA, { id: MIA, managerId: null, teamId: EMEA }],
]);
const taken = (taker: readonly [UserId, Role, TeamId | null], more: Partial<TakeOverInput> = {}) =>
  takeOver({
    customer: { id: asId<CustomerId>(id(3, 1)), csmId: ANA },
    taker: { id: taker[0], roles: [taker[1]], teamId: taker[2] },
    owner: { id: ANA, teamId: EMEA },
    people,
    absences: [week],
    now,
    ...more,
  });
const refusal = (...given: Parameters<typeof taken>): string => {
  try {
    taken(...given);
  } catch (error) {
    return String(Reflect.get(error as object, 'code'));
  }
  return 'taken';
};

test('a colleague takes a customer over from now until the owner is back', () => {
  expect(taken([BEN, 'csm', EMEA])).toEqual({
    absenceId: week.id,
    during: { startsAt: now, endsAt: week.during.endsAt },
  });
});

test('of two absences at once the one that ends last counts; an open end is the last', () => {
  const longer = away(2, ANA, '2026-07-07T00:00:00Z', null);
  expect(taken([BEN, 'csm', EMEA], { absences: [longer, week] })).toMatchObject({
    absenceId: longer.id,
    during: { endsAt: null },
  });
});

test.each<[string, Parameters<typeof taken>]>([
  ['taken', [[MIA, 'manager', EMEA]]],
  ['taken', [[ADA, 'admin', null]]],
  ['identity.not-allowed', [[GUS, 'csm', AMERICAS]]],
  ['identity.not-allowed', [[GUS, 'manager', AMERICAS]]],
  ['identity.not-allowed', [[BEN, 'supporter', EMEA]]],
  ['identity.not-allowed', [[BEN, 'csm', null], { owner: { id: ANA, teamId: null } }]],
  ['coverage.backup-is-self', [[ANA, 'csm', EMEA]]],
  ['coverage.no-owner', [[BEN, 'csm', EMEA], { owner: null }]],
  ['coverage.owner-is-here', [[BEN, 'csm', EMEA], { absences: [] }]],
  ['coverage.owner-is-here', [[BEN, 'csm', EMEA], { now: at('2026-07-11T00:00:00Z') }]],
  [
    'coverage.owner-is-here',
    [
      [BEN, 'csm', EMEA],
      {
        absences: [
          { ...week, windows: [{ startsAt: at('2026-07-07T12:00:00Z'), endsAt: at('2026-07-07T14:00:00Z') }] },
        ],
      },
    ],
  ],
  ['coverage.owner-is-here', [[BEN, 'csm', EMEA], { absences: [{ ...week, status: 'suggested' }] }]],
  [
    'coverage.backup-is-absent',
    [[BEN, 'csm', EMEA], { absences: [week, away(3, BEN, '2026-07-07T00:00:00Z', '2026-07-08T00:00:00Z')] }],
  ],
])('%s', (code, given) => {
  expect(refusal(...given)).toBe(code);
});
