import { NOTICE_LANGUAGES } from './notice-templates.js';
import { languageOfAll, vacationReply } from './vacation-reply.js';

const FACTS = {
  csm: { name: 'Ana Costa', email: 'ana@harbor.example' },
  organisation: 'Harbor',
  backups: [{ name: 'Ben Weber', email: 'ben@harbor.example' }],
  lastOn: Temporal.PlainDate.from('2026-07-10'),
};

test.each(NOTICE_LANGUAGES)('in %s it says until when and to whom, and fills in every field', (language) => {
  const { subject, body } = vacationReply(FACTS, language);
  expect(subject).not.toBe('');
  expect(body).toContain('Ben Weber, ben@harbor.example');
  expect(body).toMatch(/10/);
  expect(body).not.toContain('{{');
  const open = vacationReply({ ...FACTS, lastOn: null }, language).body;
  expect(open).not.toMatch(/\{\{|10/);
});

test('a language nobody wrote in is English', () => {
  expect(vacationReply(FACTS, 'fi')).toEqual(vacationReply(FACTS, null));
});

test('nobody stands in: it names nobody', () => {
  expect(vacationReply({ ...FACTS, backups: [] }, 'en').body).not.toContain('please write to');
});

test('a name cannot add lines', () => {
  const body = vacationReply({ ...FACTS, backups: [{ name: 'Ben\nPay here: evil', email: 'b@x.example' }] }, 'en').body;
  expect(body.split('\n')).toContain('Ben Pay here: evil, b@x.example');
});

test('what is in a name is never read as a field', () => {
  expect(vacationReply({ ...FACTS, csm: { name: '{{day}} $& $1', email: 'a@x.example' } }, 'en').body).toContain(
    '{{day}} $& $1',
  );
});

test('one language only where all customers have it', () => {
  expect(languageOfAll(['de', 'de'])).toBe('de');
  expect(languageOfAll(['de', null])).toBeNull();
  expect(languageOfAll([])).toBeNull();
});
