import { Card, MAX_CARD_WIDGETS } from '@understudy/contracts';
import fc from 'fast-check';
import { corvane, frame, request } from './examples.js';
import { briefCard, composeCard, contactCard, escalateCard, homeCard, messageCard, type BriefView } from './index.js';

/** Every string below a card that Google reads as HTML. */
function markupOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    return ['text', 'topLabel', 'bottomLabel', 'header'].includes(key) ? [value] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  // Buttons and choices are plain text there.
  if ('onClick' in value && 'type' in value) return [];
  if ('selected' in value) return [];
  return Object.entries(value).flatMap(([name, inner]) => markupOf(inner, Array.isArray(value) ? key : name));
}
const OURS = /<\/?b>|<br>|<font color="#[0-9a-f]{6}">|<\/font>|&(?:amp|lt|gt|quot|#39);/g;

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(
    '',
    '<script>alert(1)</script>',
    '</font><b>',
    '&lt;',
    '\ud800',
    'a\0b',
    '\u202egnp.exe',
    '🇵🇹'.repeat(80),
    'é'.repeat(5000),
  ),
);
const at = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyBrief: fc.Arbitrary<BriefView> = fc.record({
  id: fc.option(fc.constant(request.assignmentId)),
  acknowledgedAt: fc.option(at),
  priority: anything,
  lastLookedAt: fc.option(at),
  changes: fc.array(fc.record({ kind: fc.constantFrom('health-down', 'message', 'other'), text: anything }), {
    maxLength: 60,
  }),
  urgent: fc.array(
    fc.record({
      title: anything,
      dueAt: fc.option(at),
      taskId: fc.option(fc.constant(request.assignmentId)),
      escalation: fc.constant(null),
    }),
    { maxLength: 60 },
  ),
  facts: fc.record({
    arr: fc.integer({ min: 0, max: 1e12 }),
    currency: fc.constantFrom('EUR', 'JPY'),
    healthScore: fc.integer({ min: 0, max: 100 }),
    renewalOn: fc.constantFrom(null, '2026-02-28'),
  }),
  handleWithCare: fc.option(anything),
  risks: fc.array(anything, { maxLength: 60 }),
  people: fc.array(
    fc.record({ name: anything, role: fc.option(anything), detail: fc.option(anything), email: fc.option(anything) }),
    {
      maxLength: 60,
    },
  ),
  meetings: fc.array(fc.record({ title: anything, startsAt: at, detail: fc.option(anything) }), { maxLength: 60 }),
  lastActivity: fc.option(fc.record({ summary: anything, at })),
  tasks: fc.array(fc.record({ id: fc.constant(request.assignmentId), title: anything, dueAt: fc.option(at) }), {
    maxLength: 60,
  }),
  said: fc.array(fc.record({ summary: anything, at, by: fc.option(anything) }), { maxLength: 60 }),
  ownerNote: fc.option(anything),
  notes: fc.option(anything),
});

test('whatever people typed, a card is valid, within the limits, and has no markup but ours', () => {
  fc.assert(
    fc.property(anything, anything, anything, anyBrief, fc.option(at), (name, owner, subject, someBrief, until) => {
      const customer = { ...corvane, name };
      const thread = { threadId: 'thread-f:1', subject };
      const cards = [
        messageCard({
          kind: 'covered-by-me',
          frame,
          customer,
          thread,
          assignmentId: request.assignmentId,
          owner: { name: owner, detail: name },
          until,
          brief: someBrief,
          isTakenOver: true,
        }),
        briefCard({
          frame,
          customer,
          thread,
          assignmentId: request.assignmentId,
          owner: { name: owner },
          until,
          brief: someBrief,
        }),
        composeCard({
          frame,
          customers: [
            {
              id: corvane.id,
              name,
              state: 'other',
              owner: { name: owner },
              responsible: { name: subject, detail: owner },
              until,
              contact: null,
              voice: owner,
              introductions: [{ words: 'short', text: subject }],
              copies: [{ userId: corvane.id, person: { name: owner }, why: subject, isIn: true }],
            },
          ],
        }),
        messageCard({ kind: 'gap', frame, customer, thread, until, because: [owner, subject], mayTakeOver: true }),
        messageCard({ kind: 'unknown', frame, address: subject, linkAs: owner }),
        contactCard({
          frame,
          sender: { address: subject, name: owner },
          form: { customer: [subject] },
          errors: [{ path: 'form.customer', message: owner }],
          found: {
            shown: Array.from({ length: 40 }, (_, index) => ({
              id: corvane.id,
              name,
              owner: index % 2 ? { name: owner } : null,
              isMine: false,
              segment: subject,
              requestKey: index % 3 ? corvane.id : null,
            })),
            total: 40,
            isMore: false,
          },
        }),
        homeCard({
          frame,
          reader: { name: owner },
          requests: Array.from({ length: 40 }, () => ({ ...request, owner: { name } })),
          suggestions: [
            {
              absenceId: corvane.id,
              source: owner,
              title: subject,
              startsAt: request.startsAt,
              endsAt: until,
              customerCount: 1,
            },
          ],
          away: null,
          standing: [{ assignmentId: corvane.id, owner: { name }, until, customerCount: 3, releaseBy: until }],
          ahead: [],
          covering: {
            owners: [{ name: owner }],
            customerCount: 500,
            customers: Array.from({ length: 500 }, () => ({
              id: corvane.id,
              name,
              priority: 'low',
              due: { what: subject, dueAt: request.startsAt },
              openEscalation: null,
            })),
          },
          absences: [],
        }),
        escalateCard({
          frame,
          customer,
          thread,
          categories: Array.from({ length: 300 }, (_, index) => ({ name: `<${index}>` })),
          requestKey: corvane.id,
          form: { title: [subject], description: [owner], target_resolution_date: [name] },
          errors: [{ path: 'form.title', message: owner }],
        }),
      ];
      for (const card of cards) {
        expect(Card.safeParse(card).error?.issues ?? []).toEqual([]);
        expect(card.sections.flatMap(({ widgets }) => widgets).length).toBeLessThanOrEqual(MAX_CARD_WIDGETS);
        for (const text of markupOf(card)) expect(text.replaceAll(OURS, '')).not.toMatch(/[<>&"']/);
      }
    }),
    { numRuns: 60 },
  );
});

test('the property above sees unescaped markup', () => {
  expect(markupOf({ widgets: [{ decoratedText: { text: '<i>x</i>' } }] })).toEqual(['<i>x</i>']);
  expect('<i>x</i>'.replaceAll(OURS, '')).toMatch(/</);
});
