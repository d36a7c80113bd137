import {
  AcceptCoverage,
  GetResponsible,
  ListCoveragePolicies,
  PutDefaultCoveragePolicy,
  type WireOf,
} from '@understudy/contracts';
import type { Organisation, Person, World } from './world.js';

/** Ana is away, and the product asked Ben, whom she prefers, by itself. */
export async function asked(world: World, org: Organisation, from: number, to: number) {
  const absence = await org.absence(org.ana, from, to, { preferred_backup_user_id: org.ben.id });
  await world.settle();
  const [assignment] = await org.assignments(absence.id);
  if (!assignment) throw new Error('somebody was expected to be asked');
  return { absenceId: absence.id, id: assignment.id };
}

export const accept = (person: Person, id: string) => person.call(AcceptCoverage, { assignment_id: id });

/** "coverage: ben" */
export async function whoNow(org: Organisation, customer: string | undefined, at?: string): Promise<string> {
  const answer = await org.ada.call(GetResponsible, { customer_id: customer ?? '', ...(at ? { at } : {}) });
  return `${answer.because}: ${answer.responsible?.name ?? 'nobody'}`;
}

/** The organisation's coverage policy, with these changes. */
export async function setPolicy(
  org: Organisation,
  change: Partial<WireOf<typeof PutDefaultCoveragePolicy>>,
): Promise<void> {
  const [first] = (await org.ada.call(ListCoveragePolicies, {})).items;
  if (!first) throw new Error('the organisation has a policy');
  const { team: _team, own: _own, version: _version, updated_at: _at, ...policy } = first;
  await org.ada.call(PutDefaultCoveragePolicy, { ...policy, ...change });
}
