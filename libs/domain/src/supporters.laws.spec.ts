import fc from 'fast-check';
import { SEVERITIES } from './escalations.js';
import { asId, type EscalationId } from './ids.js';
import {
  byNeed,
  byTurnToHelp,
  chooseSupporter,
  hasFreeSlot,
  shareOut,
  type Supporter,
  type Waiting,
} from './supporters.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 20_000 : 300;
const NOW = Temporal.Instant.from('2026-07-06T12:00:00Z');
const instant = fc.integer({ min: 0, max: 600 }).map((minutes) => NOW.subtract({ minutes }));

const supporters: fc.Arbitrary<Supporter[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0')),
    isAvailable: fc.boolean(),
    active: fc.integer({ min: 0, max: 6 }),
    cap: fc.integer({ min: 0, max: 6 }),
    lastAssignedAt: fc.option(instant),
  }),
  { maxLength: 8, selector: ({ id }) => id },
);
const waiting: fc.Arbitrary<Waiting[]> = fc.uniqueArray(
  fc.record({
    id: fc
      .integer({ min: 0, max: 99 })
      .map((n) => asId<EscalationId>(`00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`)),
    severity: fc.constantFrom(...SEVERITIES),
    createdAt: instant,
  }),
  { maxLength: 20, selector: ({ id }) => id },
);

test('whoever is chosen has a free slot, and nobody with one comes before them', () =>
  fc.assert(
    fc.property(supporters, (all) => {
      const chosen = chooseSupporter(all);
      const free = all.filter(hasFreeSlot);
      expect(chosen === null).toBe(free.length === 0);
      if (chosen !== null) expect(free.every((other) => byTurnToHelp(chosen, other) <= 0)).toBe(true);
    }),
    { numRuns },
  ));

test('nobody waits while somebody has a free slot, nobody carries more than they may, the neediest are served', () =>
  fc.assert(
    fc.property(waiting, supporters, (rows, all) => {
      const given = shareOut(rows, all, NOW);
      const slots = all
        .filter(({ isAvailable }) => isAvailable)
        .reduce((sum, { active, cap }) => sum + Math.max(0, cap - active), 0);

      expect(given).toHaveLength(Math.min(rows.length, slots));
      expect(given.map(({ waiting: { id } }) => id)).toEqual(
        rows
          .toSorted(byNeed)
          .slice(0, slots)
          .map(({ id }) => id),
      );
      for (const { id, isAvailable, active, cap } of all) {
        const got = given.filter(({ supporterId }) => supporterId === id).length;
        expect(got === 0 || (isAvailable && active + got <= cap)).toBe(true);
      }
    }),
    { numRuns },
  ));

test('the load is spread: afterwards nobody who got one carries two more than somebody with a free slot', () =>
  fc.assert(
    fc.property(waiting, supporters, (rows, all) => {
      const given = shareOut(rows, all, NOW);
      const after = all.map((one) => ({
        ...one,
        got: given.some(({ supporterId }) => supporterId === one.id),
        active: one.active + given.filter(({ supporterId }) => supporterId === one.id).length,
      }));
      for (const busy of after.filter(({ got }) => got))
        for (const free of after.filter(hasFreeSlot)) expect(busy.active).toBeLessThanOrEqual(free.active + 1);
    }),
    { numRuns },
  ));
