import { type AnswerOf, CreateEscalation, ListEscalationUpdates, type WireOf } from '@understudy/contracts';
import type { Organisation, Person } from './world.js';

/** Where Ben owns what is technical, unless a test says otherwise. */
export async function withCategories(org: Organisation): Promise<void> {
  await org.sql(`insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2)`, [
    org.ben.id,
  ]);
}

/** Ana escalates her first customer. */
export const escalate = (
  org: Organisation,
  more: Partial<WireOf<typeof CreateEscalation>> = {},
  by: Person = org.ana,
): Promise<AnswerOf<typeof CreateEscalation>> =>
  by.call(CreateEscalation, {
    customer_id: org.customers[0] ?? '',
    category: 'Technical',
    severity: 'P2',
    title: 'All is down',
    description: 'Since nine.',
    expected_resolution: 'It is up',
    primary_owner_id: org.ben.id,
    ...more,
  });

/** The discussion as this person reads it, the newest first. */
export const updates = async (
  who: Person,
  id: string,
  more: Partial<WireOf<typeof ListEscalationUpdates>> = {},
): Promise<AnswerOf<typeof ListEscalationUpdates>['items']> =>
  (await who.call(ListEscalationUpdates, { escalation_id: id, ...more })).items;
