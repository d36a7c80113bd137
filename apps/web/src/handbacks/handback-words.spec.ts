import {
  feelingWords,
  isImportant,
  movesOf,
  overdueOf,
  titleOf,
  valueWords,
  wholeOf,
  withinWords,
  type Handback,
  type Item,
} from './handback-words.js';

const customer = { customer_id: 'c', name: 'Corvane' };
const person = (name: string) => ({ user_id: name, name, place: null });
const anItem = (title: string, due_at: string | null): Item => ({
  customer,
  kind: 'task',
  id: title,
  title,
  severity: null,
  due_at,
  was_there_before: true,
  by: null,
  at: null,
});
const aHandback = (backup: string, content: Partial<Handback['content']> = {}): Handback => ({
  assignment_id: backup,
  absence_id: 'a',
  backup: person(backup),
  absent: person('Ana'),
  during: { starts_at: '2026-07-20T00:00:00Z', ends_at: '2026-08-01T00:00:00Z' },
  time_zone: 'UTC',
  status: 'ready',
  generated_at: '2026-08-01T00:00:00Z',
  summary_doc_id: null,
  customers: 3,
  content: {
    activities_during_absence: [],
    resolved_issues: [],
    outstanding_issues: [],
    health_changes: [],
    sentiment_changes: [],
    changes: [],
    recommendations: [],
    ...content,
  },
  feedback: [],
  kept: [],
  notes: '',
  completion_notes: '',
  handed_back_at: null,
  completed_at: null,
  meeting: null,
});

test('what several people hand back is one list, what is due first on top, and each thing says who knows more', () => {
  const whole = wholeOf([
    aHandback('Ben', { outstanding_issues: [anItem('later', null), anItem('second', '2026-08-05T00:00:00Z')] }),
    aHandback('Eva', { outstanding_issues: [anItem('first', '2026-08-03T00:00:00Z')] }),
  ]);
  expect(whole.outstanding.map(({ title, backup }) => `${title} ${backup.name}`)).toEqual([
    'first Eva',
    'second Ben',
    'later Ben',
  ]);
  expect(whole.customers).toBe(6);
  expect(overdueOf(whole.outstanding, Date.parse('2026-08-04T00:00:00Z'))).toBe(1);
});

test('the largest fall comes first, and moves are counted by their direction', () => {
  const shift = (name: string, from: number, to: number) => ({
    customer: { ...customer, name },
    from,
    to,
    evidence: [],
  });
  const { health } = wholeOf([aHandback('Ben', { health_changes: [shift('up', 50, 60), shift('down', 60, 40)] })]);
  expect(health.map(({ customer: { name } }) => name)).toEqual(['down', 'up']);
  expect(movesOf(health)).toBe('1 up, 1 down');
  expect(movesOf([])).toBe('nothing moved');
});

test.each([
  [true, 5, 'Welcome back, Ana. Five things need you first'],
  [true, 1, 'Welcome back, Ana. One thing needs you first'],
  [true, 0, 'Welcome back, Ana. Nothing presses'],
  [true, 100, 'Welcome back, Ana. 100 things need you first'],
  [false, 2, 'Two things need Ana first'],
  [false, 0, 'Nothing presses for Ana'],
])('the title is the answer (mine %s, %s things)', (mine, first, title) => {
  expect(titleOf('Ana', mine, first)).toBe(title);
});

test('a task that moved is not important, a health that fell is', () => {
  expect(isImportant({ path: 'tasks.1.status' })).toBe(false);
  expect(isImportant({ path: 'customer.health_score' })).toBe(true);
});

test('what is new is one change, however many fields it has', () => {
  const change = (path: string, what: string, from?: string) => ({
    customer,
    path,
    what,
    ...(from === undefined ? {} : { from }),
    to: 'x',
    by: null,
    at: null,
  });
  const { changes } = wholeOf([
    aHandback('Ben', {
      changes: [
        change('escalations.1.title', 'Escalation "SSO: fails": title'),
        change('escalations.1.severity', 'Escalation "SSO: fails": severity'),
        change('risks.2.status', 'Risk "Usage": status', 'open'),
        change('customer.stage', 'Stage'),
      ],
    }),
  ]);
  expect(changes.map(({ what, to }) => `${what} ${String(to)}`)).toEqual([
    'Escalation "SSO: fails" new',
    'Risk "Usage": status x',
    'Stage x',
  ]);
});

test('values and times are words', () => {
  const words = (value: Parameters<typeof valueWords>[0]) => valueWords(value, 'UTC', '2026-08-04T00:00:00Z');
  expect([null, undefined, true, 'action_required', 0, '2026-08-04T09:30:01.912123Z'].map(words)).toEqual([
    'none',
    'none',
    'yes',
    'action required',
    '0',
    '09:30',
  ]);
  expect([0, 1, 3].map(withinWords)).toEqual(['today', 'within a working day', 'within 3 working days']);
  expect([-1, -0.3, 0, 0.3, 1].map(feelingWords)).toEqual([
    'very unhappy',
    'unhappy',
    'neutral',
    'happy',
    'very happy',
  ]);
});
