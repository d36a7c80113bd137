import { BUILT_IN_NOTICES, NOTICE_LANGUAGES } from './notice-templates.js';
import {
  NOTICE_TEMPLATES,
  noticeFooter,
  noticeWords,
  type OwnTemplate,
  ownersMessage,
  type PublicFacts,
  requireTemplates,
} from './notice-words.js';

const day = (text: string) => Temporal.PlainDate.from(text);
const aFacts = (over: Partial<PublicFacts> = {}): PublicFacts => ({
  contactName: 'Lena Vogt',
  customerName: 'Nordwind Energie',
  organisation: 'Harbor',
  csm: { name: 'Ana Costa', email: 'ana@harbor.example' },
  backup: { name: 'Ben Weber', email: 'ben@harbor.example' },
  escalation: { name: 'Mia Sund', email: 'mia@harbor.example' },
  firstOn: day('2026-07-06'),
  lastOn: day('2026-07-10'),
  hours: [],
  timeZone: 'Europe/Lisbon',
  message: null,
  ...over,
});
const own = (over: Partial<OwnTemplate> = {}): OwnTemplate => ({
  kind: 'introduction',
  language: 'en',
  subject: '{{csm_name}} is away',
  body: '{{dates}}\n{{backup_name}} {{backup_email}}\n{{escalation_email}}',
  ...over,
});

describe('PRD-131 FR-4: a notice introduces the backup, says the dates, how to reach them and the escalation path', () => {
  test('in English', () => {
    expect(noticeWords('introduction', aFacts({ message: 'The audit is on track.' }), null)).toEqual({
      language: 'en',
      subject: 'While I am away, Ben Weber is there for you',
      body: `Hello Lena,

I am out of the office on these days: Monday, July 6, 2026 – Friday, July 10, 2026.
In that time Ben Weber looks after Nordwind Energie and knows where we stand.

You can reach Ben at ben@harbor.example.

The audit is on track.

Should something need more attention, please write to Mia Sund at mia@harbor.example.

Kind regards
Ana Costa
Harbor`,
    });
  });

  test.each([...NOTICE_LANGUAGES])('in %s, with nothing left to fill in', (language) => {
    const { body, subject } = noticeWords('introduction', aFacts(), language);

    for (const text of [
      'Ben Weber',
      'ben@harbor.example',
      'Mia Sund',
      'mia@harbor.example',
      '2026',
      'Nordwind Energie',
    ])
      expect(body).toContain(text);
    expect(subject).toContain('Ben Weber');
    expect(subject + body).not.toMatch(/[{}]|undefined|null/);
  });

  test.each([...NOTICE_LANGUAGES])('an update and a cancellation in %s', (language) => {
    expect(noticeWords('update', aFacts(), language).body).toContain('ben@harbor.example');
    const called = noticeWords('cancellation', aFacts({ backup: null, escalation: null }), language);
    expect(called.body).toContain('ana@harbor.example');
    expect(called.subject + called.body).not.toMatch(/Ben|[{}]|undefined|null/);
  });
});

test.each([
  ['de', 'de', 'Montag, 6. Juli 2026 – Freitag, 10. Juli 2026'],
  ['pt-BR', 'pt', 'segunda-feira, 6 de julho de 2026 – sexta-feira, 10 de julho de 2026'],
  ['JA', 'ja', '2026年7月6日月曜日 – 2026年7月10日金曜日'],
  ['it', 'en', 'Monday, July 6, 2026 – Friday, July 10, 2026'],
  ['German', 'en', 'Monday, July 6, 2026'],
  ['constructor', 'en', 'Monday, July 6, 2026'],
])('a customer of language %s is written to in %s', (given, language, dates) => {
  const words = noticeWords('introduction', aFacts(), given);

  expect(words.language).toBe(language);
  expect(words.body).toContain(dates);
});

describe('what is not known is left out, not made up', () => {
  test.each([
    ['one day', { lastOn: day('2026-07-06') }, 'on these days: Monday, July 6, 2026.'],
    ['an open end', { lastOn: null }, 'on these days: Monday, July 6, 2026 – until further notice.'],
    [
      'hours of a day',
      {
        lastOn: day('2026-07-06'),
        hours: [{ from: Temporal.PlainTime.from('09:00'), to: Temporal.PlainTime.from('12:00') }],
      },
      'on these days: Monday, July 6, 2026, 09:00-12:00 (Europe/Lisbon).',
    ],
  ])('%s', (_, over, expected) => {
    expect(noticeWords('introduction', aFacts(over), 'en').body).toContain(expected);
  });

  test('without anybody above, the line about the escalation path goes', () => {
    const { body } = noticeWords('introduction', aFacts({ escalation: null }), 'en');
    expect(body).not.toMatch(/more attention|\n\n\n/);
  });
});

describe('an organisation’s own words', () => {
  test('come before the built-in ones, the exact language before the base', () => {
    const mine = [own({ language: 'pt', subject: 'base {{csm_name}}' }), own({ language: 'pt-br', subject: 'Brasil' })];

    expect(noticeWords('introduction', aFacts(), 'pt-BR', mine).subject).toBe('Brasil');
    expect(noticeWords('introduction', aFacts(), 'pt-PT', mine).subject).toBe('base Ana Costa');
    expect(noticeWords('update', aFacts(), 'pt-PT', mine).language).toBe('pt');
  });

  test('may be in a language of their own; English where it is not known', () => {
    const italian = own({
      language: 'it',
      body: 'Dal {{first_day}} al {{last_day}}: {{dates}} {{backup_name}} {{backup_email}}\n{{escalation_email}}',
    });

    expect(noticeWords('introduction', aFacts(), 'it-CH', [italian]).body).toMatch(
      /^Dal lunedì 6 luglio 2026 al venerdì/,
    );
    expect(noticeWords('introduction', aFacts(), 'fi', [own({ subject: 'Ours' })]).subject).toBe('Ours');
  });

  test.each<[string, Partial<OwnTemplate>, string]>([
    ['a placeholder nobody knows', { body: `${own().body} {{arr}}` }, 'templates.0.body'],
    ['a name of JavaScript', { body: `${own().body} {{constructor}}` }, 'templates.0.body'],
    ['no way to reach the backup', { body: '{{dates}} {{backup_name}} {{escalation_email}}' }, 'templates.0.body'],
    ['no dates', { body: '{{backup_email}} {{backup_name}} {{escalation_email}}' }, 'templates.0.body'],
    ['no escalation path', { body: '{{dates}} {{backup_name}} {{backup_email}}' }, 'templates.0.body'],
    ['a half placeholder', { body: `${own().body} {{csm_name` }, 'templates.0.body'],
    ['an owner’s message in a subject', { subject: '{{message}}' }, 'templates.0.subject'],
    ['a backup where nobody is away', { kind: 'cancellation', body: '{{backup_name}}' }, 'templates.0.body'],
  ])('are refused with %s', (_, over, path) => {
    expect(() => requireTemplates([own(over)])).toThrow(
      expect.objectContaining({
        code: 'notices.bad-template',
        details: { problems: expect.arrayContaining([expect.objectContaining({ path })]) },
      }),
    );
  });

  test('are refused twice for one language', () => {
    expect(() => requireTemplates([own(), own()])).toThrow('notices.bad-template');
    expect(requireTemplates([own(), own({ language: 'de' })])).toHaveLength(2);
  });

  test('the built-in ones would be taken', () => {
    const all = NOTICE_LANGUAGES.flatMap((language) =>
      NOTICE_TEMPLATES.map((kind) => ({ kind, language, ...BUILT_IN_NOTICES[language][kind] })),
    );
    expect(requireTemplates(all)).toHaveLength(18);
  });
});

describe('nothing that is filled in is read again', () => {
  test.each([
    ['{{escalation_email}}', '{{escalation_email}}'],
    ['$& $1 $`', '$& $1 $`'],
    ['a\r\nBcc: x@evil.example', 'a\nBcc: x@evil.example'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%j stays text', (message, expected) => {
    expect(noticeWords('introduction', aFacts({ message: ownersMessage(message) }), 'en').body).toContain(expected);
  });

  test('names are one line, whatever they hold', () => {
    const naughty = 'Ana\r\nBcc: everybody@evil.example\0';
    const { subject, body } = noticeWords(
      'introduction',
      aFacts({
        customerName: naughty,
        csm: { name: naughty, email: 'a@b.example' },
        backup: { name: naughty, email: 'b@b.example' },
      }),
      'en',
    );
    expect(subject).toBe('While I am away, Ana Bcc: everybody@evil.example is there for you');
    expect(body).not.toMatch(/^Bcc/m);
  });
});

test.each([
  [null, null],
  ['  \r\n ', null],
  ['Hello\r\nthere', 'Hello\nthere'],
  ['x'.repeat(3_000), 'x'.repeat(2_000)],
])('what an owner adds is plain text of at most 2,000 characters', (given, kept) => {
  expect(ownersMessage(given)).toBe(kept);
});

test('every e-mail says how to get no more of them, in its language', () => {
  expect(noticeFooter('de', 'https://x.example/u')).toBe(
    'Wenn Sie solche Nachrichten nicht mehr erhalten möchten:\nhttps://x.example/u',
  );
  expect(noticeFooter('it', 'https://x.example/u')).toContain('rather not get');
});
