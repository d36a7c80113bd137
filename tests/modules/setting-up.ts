import { SetUpCoverage, type WireOf } from '@understudy/contracts';
import type { Organisation, Person, World } from './world.js';

type Wizard = WireOf<typeof SetUpCoverage>;

/** A week of holidays, five days ahead, unless something else is said. */
export const wizard = async (world: World, more: Partial<Wizard> = {}): Promise<Wizard> => ({
  start_date: await world.day(5),
  end_date: await world.day(9),
  absence_type: 'vacation',
  notify_customers: 'manual',
  ...more,
});

export const setUp = async (world: World, who: Person, more: Partial<Wizard> = {}) =>
  who.call(SetUpCoverage, await wizard(world, more));

export const capacity = (org: Organisation, who: Person, points: number) =>
  org.sql('update users set capacity_points = $3 where tenant_id = $1 and id = $2', [who.id, points]);

export const sorted = (ids: readonly string[]): string[] => ids.toSorted();
