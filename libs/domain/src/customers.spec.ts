import { isStage, STAGES } from './customers.js';

test.each<[string, boolean]>([
  ...STAGES.map((stage): [string, boolean] => [stage, true]),
  ['Adoption', false],
  ['churned', false],
  ['', false],
])('%j is a stage: %s', (text, known) => {
  expect(isStage(text)).toBe(known);
});
