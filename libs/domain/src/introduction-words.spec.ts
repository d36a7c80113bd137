import { type IntroductionVoice, introductionWords } from './introduction-words.js';
import { NOTICE_LANGUAGES } from './notice-templates.js';
import type { PublicFacts } from './notice-words.js';

const facts: PublicFacts = {
  contactName: 'Lena Vogt',
  customerName: 'Corvane Bank',
  organisation: 'Harbor',
  csm: { name: 'Ana Duarte', email: 'ana@harbor.example' },
  backup: { name: 'Ben Vogel', email: 'ben@harbor.example' },
  escalation: { name: 'Mia Novak', email: 'mia@harbor.example' },
  firstOn: Temporal.PlainDate.from('2026-07-06'),
  lastOn: Temporal.PlainDate.from('2026-07-10'),
  hours: [],
  timeZone: 'Europe/Lisbon',
  message: null,
};
const VOICES: readonly IntroductionVoice[] = ['backup', 'owner', 'colleague'];

test('the backup introduces themselves', () => {
  expect(introductionWords('backup', 'short', facts, 'en-GB')).toBe(
    `Hello Lena,

Ana Duarte is out of the office: Monday, July 6, 2026 – Friday, July 10, 2026.
In that time I look after Corvane Bank. Write to me at any time.`,
  );
});

test('in full it says where to turn next, and who writes', () => {
  expect(introductionWords('owner', 'full', facts, null)).toContain(
    'please write to Mia Novak at mia@harbor.example.\n\nKind regards\nAna Duarte\nHarbor',
  );
  expect(introductionWords('colleague', 'full', facts, null)).not.toContain('Kind regards');
});

test('what is not known is left out with its line', () => {
  const alone = { ...facts, contactName: '', escalation: null, lastOn: null };
  expect(introductionWords('backup', 'full', alone, null)).toBe(
    `Ana Duarte is out of the office: Monday, July 6, 2026 – until further notice.
In that time I look after Corvane Bank. Write to me at any time.

Kind regards
Ben Vogel
Harbor`,
  );
});

test.each(NOTICE_LANGUAGES.flatMap((language) => VOICES.map((voice) => [language, voice] as const)))(
  'in %s, as %s, everybody who matters is named and nothing is left unfilled',
  (language, voice) => {
    const text = introductionWords(voice, 'full', facts, language);
    expect(text).toContain('Corvane Bank');
    expect(text).toContain('Mia Novak');
    expect(text).toContain('Ana Duarte');
    if (voice !== 'backup') expect(text).toContain('ben@harbor.example');
    expect(text).not.toMatch(/[{}]/);
  },
);

test('a language nobody wrote in is English', () => {
  expect(introductionWords('backup', 'short', facts, 'sv')).toMatch(/^Hello Lena/);
});
