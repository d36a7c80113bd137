import { asId, type TenantId } from '@understudy/domain';
import fc from 'fast-check';
import { isSameHash, makeOpaqueToken, parseOpaqueToken, prefixOf } from './opaque-token.js';

const TENANT = asId<TenantId>('01a1f94c-fc81-744a-9863-622b51407007');

test('a token names its row and tenant, and only its hash is the same again', () => {
  fc.assert(
    fc.property(fc.uuid(), (tenant) => {
      const made = makeOpaqueToken('usk', asId<TenantId>(tenant));
      const { text, ...rest } = made;

      expect(parseOpaqueToken('usk', text)).toEqual(rest);
      expect(text).not.toContain(made.secretHash);
    }),
  );
});

test('the smallest and the largest ids survive', () => {
  for (const tenant of ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])
    expect(parseOpaqueToken('usr', makeOpaqueToken('usr', asId<TenantId>(tenant)).text)?.tenantId).toBe(tenant);
});

test('one kind is never read as another', () => {
  const { text } = makeOpaqueToken('usc', TENANT);

  expect(parseOpaqueToken('usr', text)).toBeNull();
  expect(parseOpaqueToken('usk', text)).toBeNull();
});

test.each([
  ['nothing', ''],
  ['another shape', 'usk_abc_def'],
  ['an id beyond 128 bits', `usk_${'z'.repeat(50)}_${'A'.repeat(43)}`],
  ['a line break at the end', `${makeOpaqueToken('usk', TENANT).text}\n`],
])('%s is no token', (_, text) => {
  expect(parseOpaqueToken('usk', text)).toBeNull();
});

test('two keys of one tenant begin differently, so that people can tell them apart', () => {
  const prefixes = Array.from({ length: 50 }, () => prefixOf(makeOpaqueToken('usk', TENANT).text));

  expect(new Set(prefixes).size).toBe(50);
});

test('hashes are compared whole', () => {
  expect(isSameHash('ab', 'ab')).toBe(true);
  expect(isSameHash('ab', 'ac')).toBe(false);
  expect(isSameHash('ab', 'abc')).toBe(false);
});
