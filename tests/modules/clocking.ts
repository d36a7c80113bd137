import {
  AcknowledgeEscalation,
  CreateEscalation,
  GetEscalation,
  GetEscalationTimeline,
  type WireOf,
} from '@understudy/contracts';
import type { Organisation, Person, World } from './world.js';

/** An organisation whose technical problems are Ben's, with Max above Mia. */
export async function clockedOrganisation(world: World): Promise<Organisation> {
  const org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2)`, [
    org.ben.id,
  ]);
  await org.sql('update users set manager_id = $3 where tenant_id = $1 and id = $2', [org.mia.id, org.max.id]);
  return org;
}

/** Nobody waits for what a test left open: the next one moves the clock past it. */
export const forgetTimers = (org: Organisation) => org.sql('delete from timers where tenant_id = $1');

/** What the stories about clocks say again and again, about whatever organisation is told of just now. */
export function clockWords(world: () => World, org: () => Organisation) {
  const get = (id: string, who: Person = org().ada) => who.call(GetEscalation, { escalation_id: id });
  return {
    get,
    escalate: async (more: Partial<WireOf<typeof CreateEscalation>> = {}, who: Person = org().ana) =>
      (
        await who.call(CreateEscalation, {
          customer_id: org().customers[0] ?? '',
          category: 'Technical',
          severity: 'P0',
          title: 'Nothing works',
          description: 'Since this morning.',
          expected_resolution: 'It works',
          ...more,
        })
      ).id,
    ownerOf: async (id: string) => (await get(id)).primary_owner?.name ?? null,
    takeOn: (id: string, who: Person = org().ben) => who.call(AcknowledgeEscalation, { escalation_id: id }),
    until: async (at: Temporal.Instant) =>
      world().forward((await world().now()).until(at, { smallestUnit: 'second' }).toString()),
    /** What the product did by itself, in its order, with how far it was. */
    happened: async (id: string, only: RegExp): Promise<string[]> => {
      const { items } = await org().ada.call(GetEscalationTimeline, { escalation_id: id, order: 'oldest', limit: 100 });
      return items
        .filter(({ actor, type }) => actor.kind === 'system' && only.test(type))
        .map(
          ({ type, data }) =>
            type.replace('escalation.', '') + ('percent' in data ? ` ${String(data['percent'])}` : ''),
        );
    },
  };
}
