import { asId, asIdOrNull, isId, type UserId } from './ids.js';

const ID = '0197f0a0-0000-7000-8000-00000000000a';

test('an id is the uuid itself', () => {
  expect(asId<UserId>(ID)).toBe(ID);
});

test('upper case is the same id', () => {
  expect(asId<UserId>(ID.toUpperCase())).toBe(ID);
});

test.each(['', 'ana', `${ID} `, `{${ID}}`, ID.replaceAll('-', ''), `${ID}\n`, 'g'.repeat(36)])(
  '%j is no id',
  (text) => {
    expect(isId(text)).toBe(false);
    expect(() => asId<UserId>(text)).toThrow(RangeError);
  },
);

test('a missing id stays missing', () => {
  expect(asIdOrNull<UserId>(null)).toBeNull();
  expect(asIdOrNull<UserId>(ID)).toBe(ID);
});
