import { Days, lengthOf } from './days.js';
import { money, moneyShort } from './money.js';

const days = new Days('en', 'Europe/Lisbon');
const NOW = '2026-07-07T09:00:00Z';

test.each([
  ['2026-07-07T15:00:00Z', '16:00'],
  ['2026-07-08T15:00:00Z', 'Wed 16:00'],
  ['2026-07-13T08:59:00Z', 'Mon 09:59'],
  ['2026-07-13T09:00:00Z', '13 Jul'],
  ['2026-07-06T15:00:00Z', 'Mon 16:00'],
  ['2026-06-01T15:00:00Z', '1 Jun'],
])('in a narrow place %s is %s', (instant, words) => expect(days.momentShort(instant, NOW)).toBe(words));

/** At one moment: today, in six days, later, the end of a day, a renewal, and a day of another year. */
test.each([
  ['en', ['18:00', 'Wed 16:00', '1 Sep', 'Fri 10 Jul', 'Tue 1 Sep, 18:00', '13 Dec', 'Fri 8 Jan 2027']],
  ['de', ['18:00', 'Mi 16:00', '1. Sept.', 'Fr. 10. Juli', 'Di. 1. Sept., 18:00', '13. Dez.', 'Fr. 8. Jan. 2027']],
  ['fr', ['18:00', 'mer. 16:00', '1 sept.', 'ven. 10 juil.', 'mar. 1 sept., 18:00', '13 déc.', 'ven. 8 janv. 2027']],
  ['es', ['18:00', 'mié 16:00', '1 sept', 'vie 10 jul', 'mar 1 sept, 18:00', '13 dic', 'vie 8 ene 2027']],
  [
    'pt-BR',
    [
      '18:00',
      'qua. 16:00',
      '1 de set.',
      'sex. 10 de jul.',
      'ter. 1 de set., 18:00',
      '13 de dez.',
      'sex. 8 de jan. de 2027',
    ],
  ],
  ['ja', ['18:00', '水曜日 16:00', '9月1日', '7月10日(金)', '9月1日(火) 18:00', '12月13日', '2027年1月8日(金)']],
])('%s writes days as it does, not as English does', (language, expected) => {
  const said = new Days(language, 'Europe/Lisbon');
  expect([
    said.moment('2026-07-07T17:00:00Z', NOW),
    said.momentShort('2026-07-08T15:00:00Z', NOW),
    said.untilShort('2026-09-01T15:00:00Z', NOW, 'Europe/Lisbon'),
    said.until('2026-07-10T23:00:00Z', NOW, 'Europe/Lisbon'),
    said.until('2026-09-01T17:00:00Z', NOW, 'Europe/Lisbon'),
    said.shortDay('2026-12-13'),
    said.day('2027-01-08T12:00:00Z', NOW),
  ]).toEqual(expected);
});

test('Portuguese of Portugal has the month as a word', () =>
  expect(new Days('pt-PT', 'UTC').day('2026-12-04T12:00:00Z', NOW)).toBe('sex. 4 de dez.'));

test.each([
  ['en', '€412,000', '€412K'],
  ['de', '412.000 €', '412.000 €'],
  ['fr', '412 000 €', '412 k €'],
  ['es', '412.000 €', '412 mil €'],
  ['pt-BR', '€ 412.000', '€ 412 mil'],
  ['ja', '€412,000', '€41万'],
])('%s writes money as it does', (language, long, short) => {
  const plain = (words: string): string => words.replaceAll(/[\u00a0\u202f]/g, ' ');
  expect([plain(money(412_000, language)), plain(moneyShort(412_000, language))]).toEqual([long, short]);
});

test.each([
  [26, 'en', '26 min'],
  [130, 'en', '2 h 10'],
  [76 * 60, 'en', '3 d 4 h'],
  [72 * 60, 'de', '3 T'],
  [76 * 60, 'fr', '3 j 4 h'],
  [76 * 60, 'ja', '3 日 4 h'],
])('%i minutes are said in two units at most, in %s', (minutes, language, words) =>
  expect(lengthOf(minutes, language)).toBe(words),
);
