import { asId, type EscalationId } from './ids.js';
import { groupRootCauses } from './root-causes.js';

const id = (n: number) => asId<EscalationId>(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
const groups = (...causes: readonly string[]) =>
  groupRootCauses(causes.map((rootCause, n) => ({ id: id(n), rootCause }))).map(({ cause, ids }) => [
    cause,
    ids.length,
  ]);

test('the same in other words, letters or order is one cause, named as most say it', () => {
  expect(
    groups(
      'Expired certificate on the gateway',
      'The gateway certificate was expired.',
      'Missing index',
      'the gateway certificate was EXPIRED',
    ),
  ).toEqual([
    ['The gateway certificate was expired.', 3],
    ['Missing index', 1],
  ]);
});

test('causes that share a word only stay apart', () => {
  expect(groups('Customer import timed out', 'Customer contract unclear')).toHaveLength(2);
});

test('the largest stands first; what has no words is left out', () => {
  expect(groups('Missing index', 'Bad release', 'bad release', '---', '')).toEqual([
    ['Bad release', 2],
    ['Missing index', 1],
  ]);
});

test('words that say nothing decide only where there are no others', () => {
  expect(groups('it was us', 'it was us')).toEqual([['it was us', 2]]);
  expect(groups('the of and outage', 'the of and invoice')).toHaveLength(2);
});

test('each escalation stands in one group', () => {
  const causes = Array.from({ length: 200 }, (_, n) => ({ id: id(n), rootCause: `cause ${n % 7} of ${n % 3}` }));
  const all = groupRootCauses(causes).flatMap(({ ids }) => ids);
  expect(all.toSorted()).toEqual(causes.map((one) => one.id).toSorted());
});
