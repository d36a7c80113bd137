import { ApiProblem, NoAnswer } from '@understudy/api-client';
import { isBriefAwaited } from './brief-standing.js';

const refused = (status: number) =>
  new ApiProblem({ type: 'about:blank', title: 'x', status, code: 'x', detail: 'x', request_id: 'x' });

test.each([
  ['is on its way', undefined, null, true],
  ['failed in the API', undefined, refused(500), true],
  ['failed on the way', undefined, new NoAnswer(0), true],
  ['is there, though it could not be refreshed', {}, refused(500), false],
  ['is not theirs', undefined, refused(403), false],
  ['does not exist', undefined, refused(404), false],
])('a brief that %s', (_, data, error, isAwaited) => {
  expect(isBriefAwaited({ data, error }, true)).toBe(isAwaited);
  expect(isBriefAwaited({ data, error }, false)).toBe(false);
});
