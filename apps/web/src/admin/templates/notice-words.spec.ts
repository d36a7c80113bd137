import { isLanguage, languageName, type NoticeTexts, ownWith } from './notice-words.js';
import { preview, templateErrors, toTemplateForm } from './template-form.js';

const text = (kind: 'introduction' | 'update', language: string, built_in: boolean) => ({
  kind,
  language,
  subject: 's',
  body: 'b',
  built_in,
});
const texts: NoticeTexts = {
  templates: [text('introduction', 'de', false), text('introduction', 'en', true), text('update', 'it', false)],
  placeholders: [],
};

test('saving one text keeps the others of one’s own and none of the built-in ones', () => {
  const mine = { kind: 'introduction' as const, language: 'de', subject: 'neu', body: 'b' };
  expect(ownWith(texts, mine, mine)).toEqual([{ kind: 'update', language: 'it', subject: 's', body: 'b' }, mine]);
  expect(ownWith(texts, null, mine).map(({ language }) => language)).toEqual(['it']);
});

test('languages are called by their names', () => {
  expect([languageName('de'), languageName('not a tag')]).toEqual(['German (de)', 'not a tag']);
  expect([isLanguage('pt-BR'), isLanguage('no such')]).toEqual([true, false]);
});

test('a template reads as it will, and says at once what nobody can fill', () => {
  expect(preview('{{customer.name}}: {{csm.name}} of {{nothing}}')).toBe(
    'Northwind Traders: Ana Duarte of {{nothing}}',
  );
  const form = { ...toTemplateForm(null), name: 'x', title: 'y', description: '{{customer.mood}}' };
  expect(templateErrors(form)).toEqual({ description: 'Nobody can fill {{customer.mood}}' });
});
