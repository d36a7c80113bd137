import { asId, type CustomerId } from '@understudy/domain';
import type { CustomerFacts, CustomerRecord } from '../customers/index.js';
import { briefChanges } from './brief-changes.js';
import { type BriefContent, readContent, storeContent } from './brief-content.js';
import { priorityWords } from './brief-words.js';
import { writeBriefs } from './brief.writer.js';

const now = Temporal.Instant.from('2026-11-20T09:00Z');
const inDays = (days: number) => now.add({ hours: days * 24 });
const id = (n: number) => asId<CustomerId>(`00000000-0000-4000-8000-00000000000${n}`);
const context = {
  window: { startsAt: inDays(1), endsAt: inDays(5) },
  timeZone: 'Europe/Lisbon',
  now,
  instructions: 'Ring Lena first',
};

const aCustomer = (given: Partial<CustomerRecord> = {}): CustomerRecord => ({
  id: id(1),
  name: 'Corvane',
  csm: null,
  arr: 1000,
  healthScore: 80,
  healthChange30d: 0,
  stage: 'live',
  segment: 'Enterprise',
  industry: 'Banking',
  renewalOn: null,
  language: null,
  specialHandling: null,
  isConfidential: false,
  codeName: null,
  ownerNotes: '',
  needs: [],
  domains: [],
  isFromCrm: true,
  updatedAt: Temporal.Instant.from('2026-11-01T09:00Z'),
  version: 1,
  ...given,
});
const facts = (given: Partial<CustomerFacts> = {}): CustomerFacts => ({
  stakeholders: [],
  tasks: [],
  activities: [],
  meetings: [],
  risks: [],
  escalations: [],
  conversations: [],
  ...given,
});
const aTask = (customerId: CustomerId, dueAt: Temporal.Instant | null, title = 'Send the invoice') => ({
  id: asId<never>(`00000000-0000-4000-9000-00000000000${customerId.slice(-1)}`),
  customerId,
  title,
  kind: 'task',
  dueAt,
  status: 'open' as const,
  assignee: null,
});
const briefOf = (customer: CustomerRecord, known: CustomerFacts): BriefContent => {
  const [written] = writeBriefs([customer], known, context);
  if (!written) throw new Error('one customer, one brief');
  return written.content;
};

describe('writing', () => {
  test('every customer gets their own facts and nobody else’s', () => {
    const known = facts({ tasks: [aTask(id(1), inDays(1), 'of one'), aTask(id(2), inDays(1), 'of two')] });
    const written = writeBriefs([aCustomer(), aCustomer({ id: id(2), name: 'Delta' })], known, context);

    expect(
      written.map(({ customerId, content }) => [
        customerId,
        content.urgent_items.value.map((item) => item.description),
      ]),
    ).toEqual(
      expect.arrayContaining([
        [id(1), ['of one']],
        [id(2), ['of two']],
      ]),
    );
  });

  test('what presses stands first', () => {
    const order = writeBriefs(
      [aCustomer(), aCustomer({ id: id(2), healthScore: 20 }), aCustomer({ id: id(3) })],
      facts({ tasks: [aTask(id(3), inDays(1))] }),
      context,
    );
    expect(order.map(({ customerId }) => customerId)).toEqual([id(2), id(3), id(1)]);
  });

  test('due in fourteen days is urgent, a moment later is not; what is past is overdue', () => {
    const urgent = (dueAt: Temporal.Instant) =>
      briefOf(aCustomer(), facts({ tasks: [aTask(id(1), dueAt)] })).urgent_items.value;

    expect(urgent(inDays(14))).toMatchObject([{ overdue: false }]);
    expect(urgent(inDays(14).add({ milliseconds: 1 }))).toEqual([]);
    expect(urgent(now.subtract({ milliseconds: 1 }))).toMatchObject([{ overdue: true }]);
    expect(urgent(now)).toMatchObject([{ overdue: false }]);
  });

  test('a brief that an older release froze is read as it was', () => {
    const { communication_history: _, ...older } = JSON.parse(storeContent(briefOf(aCustomer(), facts())));

    expect(readContent(older)).toMatchObject({ priority: 'low', communication_history: { value: [] } });
    expect(readContent(JSON.parse(storeContent(briefOf(aCustomer(), facts()))))).toEqual(briefOf(aCustomer(), facts()));
  });

  test('what always holds stands before what is said for this time', () => {
    expect(briefOf(aCustomer({ ownerNotes: 'Call, never write' }), facts()).special_notes.value).toBe(
      'Call, never write\n\nRing Lena first',
    );
  });

  test('no reason is said too', () => {
    expect(priorityWords([])).toBe('nothing due within 14 days');
    expect(priorityWords(['health', 'risk'])).toBe('health under 50, active risk');
  });
});

describe('changed since you last looked', () => {
  const risk = {
    id: asId<never>('00000000-0000-4000-a000-000000000001'),
    customerId: id(1),
    kind: 'churn',
    description: 'Talks to a rival',
    severity: 'high' as const,
    openedAt: now,
  };
  const escalation = {
    id: '00000000-0000-4000-b000-000000000001',
    customerId: id(1),
    title: 'Invoices missing',
    severity: 'P1' as const,
    dueAt: inDays(1),
  };
  const calm = () => briefOf(aCustomer(), facts());

  test('nothing happened, nothing is said', () => {
    expect(briefChanges(calm(), calm())).toEqual([]);
  });

  test('health, items, risks and escalations, as they come and go', () => {
    const busy = briefOf(
      aCustomer({ healthScore: 60 }),
      facts({ tasks: [aTask(id(1), inDays(1))], risks: [risk], escalations: [escalation] }),
    );

    expect(briefChanges(calm(), busy)).toEqual([
      'Health 80 → 60',
      'New, due soon: Send the invoice',
      'New risk: Talks to a rival',
      'Escalated: Invoices missing',
    ]);
    expect(briefChanges(busy, calm())).toEqual([
      'Health 60 → 80',
      'Done or moved: Send the invoice',
      'Risk closed: Talks to a rival',
      'Escalation resolved: Invoices missing',
    ]);
  });

  test('what the owner says anew is said once each', () => {
    const was = briefOf(aCustomer({ ownerNotes: 'Ring Lena' }), facts());
    const is = briefOf(aCustomer({ ownerNotes: 'Ring Max', specialHandling: 'In German' }), facts());

    expect(briefChanges(was, is)).toEqual(['New note of the owner', 'New on how to treat them']);
  });

  test('two items of one title are two', () => {
    const task = aTask(id(1), inDays(1));
    const twin = { ...task, id: asId<never>('00000000-0000-4000-9000-0000000000ff') };
    const [one, two] = [
      briefOf(aCustomer(), facts({ tasks: [task] })),
      briefOf(aCustomer(), facts({ tasks: [task, twin] })),
    ];

    expect(briefChanges(one, two)).toEqual(['New, due soon: Send the invoice']);
  });
});
