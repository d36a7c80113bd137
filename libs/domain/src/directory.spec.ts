import { managerChain, mayManage, type Role, wouldCycle } from './directory.js';
import { asId, type TeamId, type UserId } from './ids.js';

const user = (n: number) => asId<UserId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const team = (n: number) => asId<TeamId>(`00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);
const people = (managers: Record<number, number | null>) =>
  new Map(
    Object.entries(managers).map(([n, above]) => [
      user(Number(n)),
      { id: user(Number(n)), managerId: above === null ? null : user(above) },
    ]),
  );

test.each<[string, Record<number, number | null>, number[]]>([
  ['nobody above', { 1: null }, []],
  ['two above', { 1: 2, 2: 3, 3: null }, [2, 3]],
  ['a cycle ends where it closes', { 1: 2, 2: 3, 3: 1 }, [2, 3]],
  ['a cycle further up', { 1: 2, 2: 3, 3: 2 }, [2, 3]],
  ['their own manager', { 1: 1 }, []],
  ['somebody who is not there', { 1: 9 }, []],
])('the chain of managers: %s', (_name, managers, chain) => {
  expect(managerChain(user(1), people(managers))).toEqual(chain.map(user));
});

test('a stranger has no chain', () => {
  expect(managerChain(user(9), people({ 1: 2, 2: null }))).toEqual([]);
});

test.each([
  [3, 1, true],
  [1, 1, true],
  [1, 3, false],
])('putting %i under %i closes a circle: %s', (who, above, closes) => {
  expect(wouldCycle(user(who), user(above), people({ 1: 2, 2: 3, 3: null }))).toBe(closes);
});

const caller = (roles: Role[], teamId: TeamId | null) => ({ id: user(3), roles, teamId });

test.each<[string, ReturnType<typeof caller>, TeamId | null, boolean]>([
  ['an admin, any team', caller(['admin'], null), team(1), true],
  ['a manager, own team', caller(['manager'], team(1)), team(1), true],
  ['a manager, other team, not below', caller(['manager'], team(2)), team(1), false],
  ['a manager without a team, somebody without a team', caller(['manager'], null), null, false],
  ['a CSM, own team', caller(['csm'], team(1)), team(1), false],
  ['a supporter', caller(['supporter'], team(1)), team(1), false],
])('may manage: %s', (_name, who, teamId, may) => {
  expect(mayManage(who, { id: user(7), teamId })).toBe(may);
});

test('a manager manages whoever is below, in any team', () => {
  const below = people({ 1: 2, 2: 3, 3: null });
  expect(mayManage(caller(['manager'], team(2)), { id: user(1), teamId: team(1) }, below)).toBe(true);
  expect(mayManage(caller(['csm'], team(2)), { id: user(1), teamId: team(1) }, below)).toBe(false);
});
