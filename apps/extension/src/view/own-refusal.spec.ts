import { wordsOf } from '../testing/words.js';
import { ownRefusal } from './own-refusal.js';

const refused = (code: string) =>
  ({ why: 'refused', code, message: 'This person is away in that time.', requestId: 'r1', fields: [] }) as const;

test.each([
  ['en', 'You are away yourself in that time.'],
  ['de', 'Du bist in dieser Zeit selbst nicht da.'],
  ['fr', "Vous n'êtes pas là non plus pendant cette période."],
  ['es', 'Tú tampoco estás en ese tiempo.'],
  ['pt_BR', 'Você também não está nesse período.'],
  ['pt_PT', 'Nesse período você também não está.'],
  ['ja', 'その期間はあなたも不在です。'],
])('who takes over and is away is told so as "you", in %s', (language, message) =>
  expect(ownRefusal(refused('coverage.backup-is-absent'), wordsOf(language))).toEqual({
    ...refused('coverage.backup-is-absent'),
    message,
  }),
);

test('other refusals stay as they are', () => {
  expect(ownRefusal(refused('coverage.taken-over'), wordsOf('de'))).toEqual(refused('coverage.taken-over'));
  expect(ownRefusal({ why: 'offline' }, wordsOf('de'))).toEqual({ why: 'offline' });
});
