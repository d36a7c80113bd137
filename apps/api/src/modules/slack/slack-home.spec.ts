import { homeView } from './slack-home.js';
import { answered, questionBlock, questionIn } from './slack-questions.js';

const NOW = Temporal.Instant.from('2026-07-06T09:00:00Z');
const ID = '01a1f94c-fc81-744a-9863-622b51407007';
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const nothing = { covers: [], absences: [], escalations: [], url: 'https://understudy.example' };
const words = (view: ReturnType<typeof homeView>): string => JSON.stringify(view);

test('somebody with nothing to do reads that', () => {
  expect(words(homeView(nothing))).toMatch(/Nobody right now.*No absence planned.*None\./);
});

test('however much there is, it fits into a tab, and the rest is counted', () => {
  const view = homeView({
    ...nothing,
    covers: many(60, () => ({
      assignmentId: ID,
      absentName: 'Ana',
      startsAt: NOW,
      endsAt: null,
      customers: 1,
      state: 'asked',
    })),
    absences: many(60, () => ({
      absenceId: ID,
      firstOn: Temporal.PlainDate.from('2026-07-06'),
      lastOn: null,
      isQuestion: true,
      covers: [],
    })),
    escalations: many(60, () => ({
      id: ID,
      severity: 'P0',
      title: 'x'.repeat(500),
      customer: 'Acme',
      isOpen: true,
      dueAt: NOW,
    })),
  });

  expect(view.blocks.length).toBeLessThanOrEqual(100);
  expect(words(view).match(/and 50 more/g)).toHaveLength(3);
});

test('names of people and customers say nothing to Slack', () => {
  const view = homeView({
    ...nothing,
    escalations: [
      { id: ID, severity: 'P0', title: '<!channel> a|b', customer: '<@U1> & co', isOpen: false, dueAt: NOW },
    ],
  });
  expect(words(view)).toContain('&lt;!channel&gt; a¦b');
  expect(words(view)).toContain('&lt;@U1&gt; &amp; co');
});

describe('a question in a message', () => {
  const question = { kind: 'coverage', subjectId: ID } as const;

  test('is replaced by what became of it; everything else stays', () => {
    const other = questionBlock({ kind: 'absence', subjectId: ID });
    const blocks = answered([questionBlock(question), other], question, 'Ben <3 stands in.');
    expect(blocks).toEqual([
      expect.objectContaining({ type: 'context', elements: [{ type: 'mrkdwn', text: '✓ Ben &lt;3 stands in.' }] }),
      other,
    ]);
  });

  test.each([
    ['coverage.requested', 'coverage'],
    ['coverage.approval-requested', 'approval'],
    ['absence.suggested', null],
    ['coverage.accepted', null],
  ] as const)('%s asks: %s', (kind, asks) => {
    const told = { kind, assignmentId: ID, absenceId: null, escalationId: null };
    expect(questionIn(told)?.kind ?? null).toBe(asks);
  });
});
