import { DomainError } from '@understudy/domain';
import { QueryFailedError } from 'typeorm';
import { toProblem } from './problem.js';

const failed = (code: string) => Object.assign(new Error('secret words of PostgreSQL'), { code });

test.each([
  ['a lock that was not to be had', failed('55P03')],
  ['a statement that took too long', failed('57014')],
  ['a deadlock, also after all attempts', new QueryFailedError('select 1', [], failed('40P01'))],
  ['no free connection', new Error('timeout exceeded when trying to connect')],
])('%s: nothing was saved, try again in a moment', (_what, error) => {
  const { status, headers, body, unexpected } = toProblem(error, 'r1');
  expect([status, body.code, headers['retry-after']]).toEqual([503, 'request.unavailable', '2']);
  expect(unexpected).toBe(true); // logged
  expect(JSON.stringify(body)).not.toContain('PostgreSQL');
});

test.each([
  ['a connection that broke, perhaps at COMMIT', failed('08006')],
  ['a server that went away', failed('57P01')],
  ['a mistake of ours', new Error('no such thing')],
])('%s is a failure of which nobody knows what was saved', (_what, error) => {
  expect(toProblem(error, 'r1')).toMatchObject({ status: 500, unexpected: true, body: { code: 'request.failed' } });
});

test('an expected failure is not logged', () => {
  expect(toProblem(new DomainError('request.unavailable'), 'r1')).toMatchObject({ status: 503, unexpected: false });
});
