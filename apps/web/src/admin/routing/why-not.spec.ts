import { whyNot } from './why-not.js';

const ready = { isDirty: true, missing: null, isChecked: true, clashes: false, deadEnds: 0 };

test.each([
  [ready, null],
  [{ ...ready, isDirty: false }, 'Nothing is changed.'],
  [{ ...ready, clashes: true, deadEnds: 1 }, 'Somebody changed the same thing: choose first.'],
  [{ ...ready, missing: 'Something is missing below.', isChecked: false }, 'Something is missing below.'],
  [{ ...ready, deadEnds: 2 }, 'It adds 2 dead ends: fix or accept them to save this rule.'],
  [{ ...ready, isChecked: false }, 'Looking for dead ends.'],
])('what stands in the way of saving a rule is said %#', (standing, words) => expect(whyNot(standing)).toBe(words));
