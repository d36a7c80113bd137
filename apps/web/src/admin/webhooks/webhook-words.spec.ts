import { ApiProblem } from '@understudy/api-client';
import { lastAnswer, readableJson, refusedBecause, shortAddress } from './webhook-words.js';

test.each([
  [{ tries: 0, last_status: null }, 'not tried yet'],
  [{ tries: 2, last_status: null }, 'did not answer'],
  [{ tries: 1, last_status: 500 }, 'answered 500'],
])('a delivery with %j %s', (delivery, words) => {
  expect(lastAnswer(delivery)).toBe(words);
});

test('an address is known by its host and path', () => {
  expect(shortAddress('https://hooks.example.com/us?token=1')).toBe('hooks.example.com/us');
  expect(shortAddress('https://hooks.example.com/')).toBe('hooks.example.com');
  expect(shortAddress('nonsense')).toBe('nonsense');
});

test('why an address is refused is said, and nothing else is taken for that', () => {
  const problem = (code: string, because?: string) =>
    new ApiProblem({ type: '', title: '', status: 422, code, detail: 'Not called.', request_id: 'r', because });
  expect(refusedBecause(problem('webhooks.address-refused', 'It is not https.'))).toBe('It is not https.');
  expect(refusedBecause(problem('webhooks.address-refused'))).toBe('Not called.');
  expect(refusedBecause(problem('webhooks.too-many', 'x'))).toBeNull();
  expect(refusedBecause(new Error('x'))).toBeNull();
});

test('a body is broken into lines, and shown as it is when it is no JSON', () => {
  expect(readableJson('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readableJson('oops')).toBe('oops');
});
