import fc from 'fast-check';
import { applyChanges, difference, type Facts } from './customer-facts.js';
import { attribute, customerHandback, type Evidence } from './handbacks.js';
import { asId, type CustomerId, type UserId } from './ids.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 20_000 : 500;

const path = fc.oneof(
  fc.constantFrom('customer.health_score', 'customer.stage'),
  fc
    .tuple(
      fc.constantFrom('tasks', 'risks', 'escalations', 'stakeholders'),
      fc.constantFrom('1', '2', '3'),
      fc.constantFrom('title', 'status'),
    )
    .map((parts) => parts.join('.')),
  fc.string(),
);
const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('open', 'done', 'resolved', 'investigating'),
);
const facts: fc.Arbitrary<Facts> = fc.dictionary(path, value, { noNullPrototype: true });

const user = asId<UserId>('00000000-0000-7000-8000-000000000001');
const customerId = asId<CustomerId>('00000000-0000-7000-8000-000000000002');
const evidence: fc.Arbitrary<Evidence> = fc.record({
  about: fc.oneof(path, fc.constantFrom('customer', 'tasks.1', 'risks.2')),
  by: fc.constant({ kind: 'user' as const, userId: user }),
  at: fc.integer({ min: 0, max: 10_000 }).map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000)),
  what: fc.constant('customer.changed'),
});

describe('the difference against the departure snapshot', () => {
  test('applied to the snapshot it gives the state at the return', () => {
    fc.assert(
      fc.property(facts, facts, (snapshot, state) => {
        expect(applyChanges(snapshot, difference(snapshot, state))).toEqual(state);
      }),
      { numRuns },
    );
  });

  test('survives being stored as JSON', () => {
    fc.assert(
      fc.property(facts, facts, (snapshot, state) => {
        const stored = JSON.parse(JSON.stringify(difference(snapshot, state)));
        expect(applyChanges(JSON.parse(JSON.stringify(snapshot)), stored)).toEqual(JSON.parse(JSON.stringify(state)));
      }),
      { numRuns },
    );
  });

  test('is empty exactly when nothing changed, and says each path once', () => {
    fc.assert(
      fc.property(facts, facts, (snapshot, state) => {
        expect(difference(snapshot, snapshot)).toEqual([]);
        const paths = difference(snapshot, state).map((change) => change.path);
        expect(new Set(paths).size).toBe(paths.length);
        for (const [key, now] of Object.entries(state))
          expect(paths.includes(key)).toBe(!Object.hasOwn(snapshot, key) || snapshot[key] !== now);
      }),
      { numRuns },
    );
  });

  test('attribution adds who, and changes nothing of the difference', () => {
    fc.assert(
      fc.property(facts, facts, fc.array(evidence), (snapshot, state, events) => {
        const attributed = attribute(difference(snapshot, state), events);
        expect(applyChanges(snapshot, attributed)).toEqual(state);
        for (const change of attributed)
          if (change.evidence)
            expect(change.path === change.evidence.about || change.path.startsWith(`${change.evidence.about}.`)).toBe(
              true,
            );
      }),
      { numRuns },
    );
  });

  test('every item is either resolved or outstanding, never both', () => {
    fc.assert(
      fc.property(facts, facts, (snapshot, state) => {
        const back = customerHandback({
          customerId,
          before: snapshot,
          after: Object.fromEntries(Object.entries(state).filter(([key]) => !key.endsWith('.due_at'))),
          events: [],
          activities: [],
          activitiesBefore: [],
        });
        const key = ({ kind, id }: { kind: string; id: string }) => `${kind}.${id}`;
        const resolved = new Set(back.resolved.map(key));
        for (const item of back.outstanding) expect(resolved.has(key(item))).toBe(false);
      }),
      { numRuns },
    );
  });
});
