import { asId, type AssignmentId, type CustomerId, type UserId } from './ids.js';
import { decideResplit, type OpenShare, type Share } from './resplit.js';

const id = (kind: number, n: number) => `00000000-0000-4000-800${kind}-${String(n).padStart(12, '0')}`;
const [BEN, EVA] = [asId<UserId>(id(1, 1)), asId<UserId>(id(1, 2))];
const customers = (...ns: number[]) => ns.map((n) => asId<CustomerId>(id(2, n)));
const share = (backupUserId: UserId, ...ns: number[]): Share => ({ backupUserId, customerIds: customers(...ns) });
const open = (n: number, isAccepted: boolean, backupUserId: UserId, ...ns: number[]): OpenShare => ({
  id: asId<AssignmentId>(id(3, n)),
  isAccepted,
  ...share(backupUserId, ...ns),
});
const assignment = (n: number) => asId<AssignmentId>(id(3, n));

test('from nothing everybody is asked for their share', () => {
  expect(decideResplit([share(BEN, 1, 2), share(EVA, 3)], [])).toEqual({
    end: [],
    move: [],
    ask: [share(BEN, 1, 2), share(EVA, 3)],
  });
});

test('a question that is wanted as it is goes on waiting; others are replaced', () => {
  const rows = [open(1, false, BEN, 1, 2), open(2, false, EVA, 3, 4)];
  expect(decideResplit([share(BEN, 2, 1), share(EVA, 3)], rows)).toEqual({
    end: [assignment(2)],
    move: [],
    ask: [share(EVA, 3)],
  });
});

test('a yes stays, also for customers nobody names; more is asked for by itself', () => {
  const rows = [open(1, true, BEN, 1, 2)];
  expect(decideResplit([share(BEN, 2, 3)], rows)).toEqual({ end: [], move: [], ask: [share(BEN, 3)] });
});

test('a customer named for somebody else goes from who said yes', () => {
  const rows = [open(1, true, BEN, 1, 2)];
  expect(decideResplit([share(EVA, 2)], rows)).toEqual({
    end: [],
    move: [{ id: assignment(1), customerIds: customers(2) }],
    ask: [share(EVA, 2)],
  });
});

test('one customer for two people is refused, twice for one is not', () => {
  expect(() => decideResplit([share(BEN, 1), share(EVA, 1)], [])).toThrow('coverage.customer-named-twice');
  expect(decideResplit([share(BEN, 1), share(BEN, 1, 2)], []).ask).toEqual([share(BEN, 1, 2)]);
});

test('doing it again changes nothing', () => {
  const wanted = [share(BEN, 1, 2), share(EVA, 3)];
  const rows = [open(1, true, BEN, 1), open(2, false, BEN, 2), open(3, false, EVA, 3)];
  expect(decideResplit(wanted, rows)).toEqual({ end: [], move: [], ask: [] });
});
