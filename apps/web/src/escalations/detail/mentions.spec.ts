import { asksForPerson, fromText, stillMentioned, toText, withMention } from './mentions.js';

const SID = { user_id: 'sid', name: 'Sid Rahman' };

test('a name comes where the @ was typed, else at the end', () => {
  expect(withMention('Ask @', SID)).toBe('Ask @Sid Rahman ');
  expect(withMention('Ask', SID)).toBe('Ask @Sid Rahman ');
  expect(withMention('', SID)).toBe('@Sid Rahman ');
});

test('who was taken out of the text again is not told', () => {
  expect(stillMentioned('see @Sid Rahman', [SID, { user_id: 'mia', name: 'Mia Kruse' }])).toEqual(['sid']);
  expect(stillMentioned(withMention('', { user_id: 'x', name: 'A_b' }), [{ user_id: 'x', name: 'A_b' }])).toEqual([
    'x',
  ]);
});

test.each([
  ['', '@', true],
  ['Ask ', 'Ask @', true],
  ['mail me a', 'mail me a@', false],
  ['Ask @', 'Ask ', false],
])('"%s" to "%s" asks for a person: %s', (before, after, asks) => {
  expect(asksForPerson(before, after)).toBe(asks);
});

test('the people picked are kept with the draft, and only people', () => {
  expect(fromText(toText([SID]))).toEqual([SID]);
  expect(fromText('[{"user_id":1}]')).toEqual([]);
  expect(fromText('')).toEqual([]);
});
