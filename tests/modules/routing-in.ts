import { ApiProblem } from '@understudy/api-client';
import { CreateEscalation, CreateRoutingRule, type WireOf } from '@understudy/contracts';
import type { Organisation, Person } from './world.js';

export const MANAGER = 'manager_of:{{csm_id}}';
export type Rule = WireOf<typeof CreateRoutingRule>;

/** A rule for every technical escalation. */
export const aRule = (assignTo: string, more: Partial<Rule> = {}): Rule => ({
  category: 'Technical',
  actions: { assignTo, notify: [], createSlackChannel: false },
  ...more,
});

/** An organisation's teams and two categories, and the ways its people use them. */
export async function routingIn(org: Organisation) {
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing'), ($1, 'Technical')`);
  const rows = await org.sql<{ id: string; name: string }>('select id, name from teams where tenant_id = $1');
  const teamNamed = (wanted: string) => rows.find(({ name }) => name === wanted)?.id ?? '';
  return {
    teams: { emea: teamNamed('EMEA'), americas: teamNamed('Americas') },
    add: (rule: Rule) => org.ada.call(CreateRoutingRule, rule),
    escalate: (more: Partial<WireOf<typeof CreateEscalation>> = {}, person: Person = org.ana) =>
      person.call(CreateEscalation, {
        customer_id: org.customers[0] ?? '',
        category: 'Technical',
        severity: 'P2',
        title: 'Sync stands still',
        description: 'Since the move.',
        ...more,
      }),
    /** Somebody covers everything of an absence, from its first instant. */
    cover: (absenceId: string, backup: Person) =>
      org.sql(
        `insert into coverage_assignments (tenant_id, absence_id, backup_user_id, status, in_force, accepted_at, during, covers_all)
         select $1, a.id, $3, 'accepted', true, lower(a.during), a.during, true from csm_absences a where a.tenant_id = $1 and a.id = $2`,
        [absenceId, backup.id],
      ),
  };
}

/** The whole refusal. Throws when the product does not refuse. */
export async function problemOf(answer: Promise<unknown>) {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblem)) throw new Error('the product did not refuse');
  return error.problem as ApiProblem['problem'] & Record<string, unknown>;
}
