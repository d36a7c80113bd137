import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const FOLDER = new URL('../locales/', import.meta.url);
const LANGUAGES = readdirSync(FOLDER).map((name) => name.replace('.yml', ''));

const wordsIn = (node: unknown, path = ''): [key: string, words: string][] =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).flatMap(([key, value]) => wordsIn(value, path ? `${path}.${key}` : key))
    : [[path, String(node)]];
const file = (language: string): [string, string][] =>
  wordsIn(parse(readFileSync(new URL(`${language}.yml`, FOLDER), 'utf8')));
const places = (words: string): string => (words.match(/\$\d/g) ?? []).toSorted().join('');

/** Browsers know no plain "pt": without a country Portuguese is passed over. */
test('there are six languages, named as browsers name them, and English is the one the others are measured by', () => {
  expect(LANGUAGES.toSorted()).toEqual(['de', 'en', 'es', 'fr', 'ja', 'pt_BR', 'pt_PT']);
  for (const language of LANGUAGES) expect(new Map(file(language)).get('languageTag')).toBe(language.replace('_', '-'));
});

test.each(LANGUAGES)('%s has every word, with the same places for values, and none is empty', (language) => {
  const keys = (all: readonly [string, string][]): string[] => all.map(([key, words]) => `${key} ${places(words)}`);
  expect(keys(file(language)).toSorted()).toEqual(keys(file('en')).toSorted());
  for (const [key, words] of file(language)) expect([key, words.trim() === words && words !== '']).toEqual([key, true]);
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('%s is translated, not copied', (language) => {
  const english = new Map(file('en'));
  const long = file(language).filter(([, words]) => words.length > 24);
  expect(long.filter(([key, words]) => english.get(key) === words)).toEqual([]);
});

/** A Japanese sign is as wide as two Latin letters. */
const widthOf = (words: string): number =>
  [...words.replace(/\$\d/g, '')].reduce((sum, sign) => sum + (/[\u3000-\u9fff\uff00-\uffef]/.test(sign) ? 2 : 1), 0);
/** The bar is 220 px wide at most: what does not fit beside its second part would be cut (mocks/README, "Bar on a CRM record"). */
const WHO = [
  'ask',
  'looking',
  'signIn',
  'youHere',
  'nobody',
  'unlinked',
  'several',
  'offline',
  'failed',
  'forbidden',
  'youCover',
  'youUntil',
];
const ACTS = ['escalate', 'takeOver', 'link'];

test.each(LANGUAGES)('the words of the bar fit it in %s', (language) => {
  const words = new Map(file(language));
  const width = (key: string): number => widthOf(words.get(`bar.${key}`) ?? '');
  expect(WHO.filter((key) => width(key) > 26)).toEqual([]);
  expect(ACTS.filter((key) => width(key) > 10)).toEqual([]);
  expect(width('stale')).toBeLessThanOrEqual(30);
});

/** The panel's: panel/frame.tsx. */
test.each(LANGUAGES)('no two tabs of the panel have one name in %s', (language) => {
  const words = new Map(file(language));
  const tabs = ['brief.tab', 'panel.title', 'detail.tab'].map((key) => words.get(key));
  expect(new Set(tabs).size).toBe(tabs.length);
});

/** Limits of the stores and of the browsers: longer ones are cut or refused. */
test.each(LANGUAGES)('the words of the manifest keep the limits in %s', (language) => {
  const words = new Map(file(language));
  expect((words.get('extName') ?? '').length).toBeLessThanOrEqual(45);
  expect((words.get('extDescription') ?? '').length).toBeLessThanOrEqual(132);
});
