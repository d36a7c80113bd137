import { PutDepartureNote, type WireOf } from '@understudy/contracts';
import { accept, asked } from './covering.js';
import type { Organisation, World } from './world.js';

/** Ana will be away, and Ben has said yes. */
export async function plannedCoverage(world: World, org: Organisation, from: number, to: number) {
  const { absenceId, id } = await asked(world, org, from, to);
  await accept(org.ben, id);
  await world.settle();
  return { absence_id: absenceId, assignment_id: id };
}

/** An instant so far from now, as it goes over the wire: "PT24H", "-PT1H". */
export const fromNow = async (world: World, span: string): Promise<string> =>
  (await world.now()).add(Temporal.Duration.from(span)).toString({ fractionalSecondDigits: 3 });

/** What Ana leaves for whoever stands in. */
export const leaveNote = (
  org: Organisation,
  given: Pick<WireOf<typeof PutDepartureNote>, 'absence_id' | 'customer_id'> & Partial<WireOf<typeof PutDepartureNote>>,
) => org.ana.call(PutDepartureNote, { note: 'Lena decides, ring her first', ...given });

/** The kept briefs of an assignment as they stand in the table, by customer. */
export const storedBriefs = (org: Organisation, assignmentId: string) =>
  org.sql<{
    customer_id: string;
    frozen: boolean;
    generated_at: unknown;
    brief_content: Record<string, { value: unknown }>;
  }>(
    `select customer_id, frozen, generated_at, brief_content from coverage_briefs
      where tenant_id = $1 and coverage_assignment_id = $2 order by customer_id`,
    [assignmentId],
  );

/** The words the stories about briefs share, about the world and organisation of the moment. */
export const briefWords = (now: () => { readonly world: World; readonly org: Organisation }) => {
  const first = () => now().org.customers[0] ?? '';
  return {
    first,
    at: (span: string) => fromNow(now().world, span),
    planned: (from = 3, to = 5) => plannedCoverage(now().world, now().org, from, to),
    note: (absence_id: string, more: Partial<WireOf<typeof PutDepartureNote>> = {}) =>
      leaveNote(now().org, { absence_id, customer_id: first(), ...more }),
    stored: (assignment_id: string) => storedBriefs(now().org, assignment_id),
  };
};
