import fc from 'fast-check';
import {
  countWords,
  portfolioSummary,
  SUMMARY_WORDS,
  type SummaryInput,
  type SummaryRow,
} from './portfolio-summary.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const day = (text: string) => Temporal.PlainDate.from(text);
const row = (more: Partial<SummaryRow> = {}): SummaryRow => ({
  name: 'Corvane',
  priority: 'low',
  reason: 'nothing due within 14 days',
  arr: 120_000,
  healthScore: 80,
  healthChange30d: 0,
  renewalOn: null,
  urgent: [],
  openSeverities: [],
  risks: 0,
  meetings: 0,
  meetingsToLead: 0,
  ...more,
});
const input = (rows: readonly SummaryRow[], more: Partial<SummaryInput> = {}): SummaryInput => ({
  absentName: 'Ana Silva',
  firstOn: day('2026-07-20'),
  lastOn: day('2026-07-24'),
  timeZone: 'Europe/Lisbon',
  rows,
  ...more,
});

test('says who is away, how much that is, and what presses where', () => {
  const pressing = row({
    priority: 'high',
    reason: 'health under 50, open P0 or P1',
    healthScore: 42,
    healthChange30d: -12,
    renewalOn: day('2026-08-01'),
    urgent: [
      { what: 'Send the invoice', dueAt: Temporal.Instant.from('2026-07-19T23:30Z'), isOverdue: true },
      { what: 'Call Lena', dueAt: Temporal.Instant.from('2026-07-22T10:00Z'), isOverdue: false },
    ],
    openSeverities: ['P2', 'P1'],
    risks: 1,
    meetings: 2,
    meetingsToLead: 1,
  });

  expect(portfolioSummary(input([pressing, row({ name: 'Delta', arr: 999, healthChange30d: 3 })])).split('\n')).toEqual(
    [
      'Ana Silva is away from 2026-07-20 to 2026-07-24. 2 customers with EUR 120,999 a year: 1 high, 0 medium, 1 low priority. ' +
        '2 items are due within 14 days (1 overdue); 2 escalations are open; 2 meetings fall into this time.',
      '1. Corvane, high priority (health under 50, open P0 or P1): health 42 (−12 in 30 days); EUR 120,000; renewal 2026-08-01; ' +
        '2 open escalations, worst P1; 1 active risk; 2 meetings, 1 to lead; overdue: Send the invoice, due 2026-07-20 and 1 more.',
      '2. Delta, low priority (nothing due within 14 days): health 80 (+3 in 30 days); EUR 999.',
    ],
  );
});

test('nobody to look after, and no end in sight', () => {
  expect(portfolioSummary(input([], { lastOn: null }))).toBe(
    'Ana Silva is away from 2026-07-20 until further notice. 0 customers with EUR 0 a year: 0 high, 0 medium, 0 low priority. ' +
      '0 items are due within 14 days; 0 escalations are open; 0 meetings fall into this time.',
  );
});

test('who does not fit is counted', () => {
  const text = portfolioSummary(
    input(Array.from({ length: 500 }, (_, n) => row({ name: `Customer ${n}`, priority: n < 60 ? 'high' : 'low' }))),
  );
  const lines = text.split('\n');
  const named = lines.length - 2;

  expect(lines.at(-1)).toBe(`And ${500 - named} more customers: ${60 - named} high, 0 medium, 440 low priority.`);
  expect(countWords(text)).toBeLessThanOrEqual(SUMMARY_WORDS);
  expect(countWords(text)).toBeGreaterThan(SUMMARY_WORDS - 20);
});

const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 20_000 : 300;
const words = fc.array(fc.string({ maxLength: 12 }), { maxLength: 60 }).map((parts) => parts.join(' '));
const anyRow: fc.Arbitrary<SummaryRow> = fc.record({
  name: words,
  priority: fc.constantFrom('high', 'medium', 'low'),
  reason: fc.constantFrom(
    'active risk',
    'set by the owner, health under 50, renewal within 30 days',
    'nothing due within 14 days',
  ),
  arr: fc.nat(),
  healthScore: fc.nat(100),
  healthChange30d: fc.integer({ min: -100, max: 100 }),
  renewalOn: fc.option(fc.constant(day('2026-08-01'))),
  urgent: fc.array(
    fc.record({ what: words, dueAt: fc.constant(Temporal.Instant.from('2026-07-21T10:00Z')), isOverdue: fc.boolean() }),
    { maxLength: 3 },
  ),
  openSeverities: fc.array(fc.constantFrom('P0', 'P1', 'P2', 'P3'), { maxLength: 3 }),
  risks: fc.nat(4),
  meetings: fc.nat(4),
  meetingsToLead: fc.nat(4),
});

test('never more than 400 words, whatever the names; the same briefs give the same text; everybody is named or counted', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 60 }), words, (rows, absentName) => {
      const text = portfolioSummary(input(rows, { absentName }));
      const named = text.split('\n').filter((line, index) => index > 0 && line.startsWith(`${index}. `)).length;
      const counted = Number(/^And (\d+) more/m.exec(text.split('\n').at(-1) ?? '')?.[1] ?? 0);

      expect(countWords(text)).toBeLessThanOrEqual(SUMMARY_WORDS);
      expect(text).toBe(portfolioSummary(input(copiesOf(rows), { absentName })));
      expect(named + counted).toBe(rows.length);
    }),
    { numRuns },
  );
});

const copiesOf = (rows: readonly SummaryRow[]): SummaryRow[] =>
  rows.map((one) => ({ ...one, urgent: [...one.urgent] }));
