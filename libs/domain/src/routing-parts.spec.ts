import { asId, type AssignmentId, type RoutingUpdateId } from './ids.js';
import { type PlannedLine, planRoutingParts, type RoutingLine, type RoutingPart } from './routing-parts.js';
import { onRoutingRead, planRouting, type RoutingProgress, wishRouting } from './routing-updates.js';

const BEN = asId<AssignmentId>('00000000-0000-4000-8000-00000000000b');
const EVA = asId<AssignmentId>('00000000-0000-4000-8000-00000000000e');
const WORDS = 'Ben is there';

let made = 0;
const aLine = (more: Partial<RoutingLine> = {}): RoutingLine => ({
  id: asId<RoutingUpdateId>(`00000000-0000-4000-8000-${String(made++).padStart(12, '0')}`),
  assignmentId: BEN,
  part: 'filter:acme',
  label: 'Mail from acme',
  isShared: false,
  progress: inPlace('to ben'),
  problem: null,
  ...more,
});
const inPlace = (value: string): RoutingProgress =>
  onRoutingRead(onRoutingRead(planRouting(value, true), null).update, value).update;
const aPart = (more: object = {}): RoutingPart =>
  ({ assignmentId: BEN, part: 'filter:acme', label: 'Mail from acme', intended: 'to ben', ...more }) as RoutingPart;
const aReply = (assignmentId: AssignmentId, intended = WORDS): RoutingPart =>
  aPart({ assignmentId, part: 'reply', label: null, isShared: true, intended });
const brief = (planned: readonly PlannedLine[]) =>
  planned.map(({ part, assignmentId, progress }) => [
    part,
    assignmentId === BEN ? 'ben' : 'eva',
    progress.wish,
    progress.state,
  ]);

test('what is wanted and in place already changes nothing', () => {
  expect(planRoutingParts([aLine()], [aPart()])).toEqual([]);
});

test('each part comes and goes by itself', () => {
  const lines = [aLine(), aLine({ part: 'filter:zeta', label: 'Mail from zeta' })];
  expect(brief(planRoutingParts(lines, [aPart(), aPart({ part: 'filter:nova' })]))).toEqual([
    ['filter:nova', 'ben', 'applied', 'planned'],
    ['filter:zeta', 'ben', 'reverted', 'reverting'],
  ]);
});

test('two coverages have their own of the same name', () => {
  expect(brief(planRoutingParts([aLine()], [aPart(), aPart({ assignmentId: EVA })]))).toEqual([
    ['filter:acme', 'eva', 'applied', 'planned'],
  ]);
});

describe('a part that all coverages of an absence share', () => {
  const reply = () => aLine({ part: 'reply', label: null, isShared: true, progress: inPlace(WORDS) });

  test('is made once', () => {
    expect(brief(planRoutingParts([], [aReply(BEN), aReply(EVA)]))).toEqual([['reply', 'ben', 'applied', 'planned']]);
    expect(planRoutingParts([reply()], [aReply(BEN), aReply(EVA)])).toEqual([]);
  });

  test('goes over to who is left, with what was there before it', () => {
    const line = reply();
    const [planned, ...more] = planRoutingParts([line], [aReply(EVA, 'Eva is there')]);
    expect(more).toEqual([]);
    expect(planned).toMatchObject({ id: line.id, assignmentId: EVA, progress: { prior: { value: null } } });
    expect(planned?.progress).toEqual(wishRouting(line.progress, 'applied', 'Eva is there'));
  });

  test('is taken back with the last one', () => {
    expect(brief(planRoutingParts([reply()], []))).toEqual([['reply', 'ben', 'reverted', 'reverting']]);
  });

  test('never gets a second line of its name in one coverage', () => {
    const gone = aLine({ ...reply(), progress: { ...inPlace(WORDS), wish: 'reverted', state: 'reverted' } });
    const carried = { ...reply(), assignmentId: EVA };
    const planned = planRoutingParts([gone, carried], [aReply(BEN, 'Ben again')]);
    expect(planned.map(({ id, assignmentId }) => [id, assignmentId])).toEqual([[carried.id, EVA]]);
  });
});

describe('what is not possible', () => {
  const unsupported = (more: Partial<RoutingLine> = {}) =>
    aLine({ part: '', label: null, progress: planRouting(null, false), problem: 'not connected', ...more });

  test('says why, once', () => {
    const part = aPart({ part: '', label: null, intended: undefined, because: 'not connected' });
    const { intended: _, ...because } = part as RoutingPart & { intended?: unknown };
    expect(planRoutingParts([], [because as RoutingPart])).toMatchObject([
      { progress: { state: 'unsupported' }, problem: 'not connected' },
    ]);
    expect(planRoutingParts([unsupported()], [because as RoutingPart])).toEqual([]);
  });

  test('becomes possible: the line that said why becomes the first part', () => {
    const blank = unsupported();
    expect(planRoutingParts([blank], [aPart(), aPart({ part: 'filter:nova' })])).toMatchObject([
      { id: blank.id, part: 'filter:acme', progress: { state: 'planned' }, problem: null },
      { id: null, part: 'filter:nova' },
    ]);
  });

  test('was in place before: it stays wanted, for it has to be taken back some day', () => {
    const { intended: _, ...because } = { ...aPart(), because: 'the consent has ended' } as RoutingPart & {
      intended?: unknown;
    };
    expect(planRoutingParts([aLine()], [because as RoutingPart])).toEqual([]);
  });
});
