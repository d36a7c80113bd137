import type { CoverageHole, PersonAtRisk as PersonAtRiskView } from '@understudy/contracts';
import {
  compareInstants,
  type CustomerId,
  type CustomerTile,
  type PersonAtRisk,
  type SinglePoint,
  stakesOf,
  type UserId,
} from '@understudy/domain';
import type { z } from 'zod';
import { toPersonRef } from '../customers/index.js';
import { explain, type TenantRoster } from '../responsibility/index.js';
import type { CoveredCustomer } from './continuity.repository.js';

/** More than a person reads; the totals say how many there are. */
export const MOST_HOLES = 1_000;
const MOST_POINTS = 100;

export type CustomersById = ReadonlyMap<CustomerId, CoveredCustomer>;
type People = TenantRoster['people'];

export const toRef = (people: People, id: UserId | null) => {
  const found = id === null ? undefined : people.get(id);
  return found ? toPersonRef(found) : null;
};

/** What must be there, because it came from the same rows. */
export function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const found = map.get(key);
  if (found === undefined) throw new Error(`${String(key)} is not among the rows it came from`);
  return found;
}

/** `zone` decides in which days the sentences speak when the customer has no owner. */
export function toHole(
  tile: CustomerTile,
  customers: CustomersById,
  people: People,
  zone: string,
): z.output<typeof CoverageHole> {
  const { id, name, arr, csmId } = known(customers, tile.customerId);
  const timeZone = (csmId && people.get(csmId)?.timeZone) || zone;
  return {
    customer_id: id,
    customer_name: name,
    arr,
    csm: toRef(people, csmId),
    starts_at: tile.startsAt,
    ends_at: tile.endsAt,
    cause: tile.cause ?? 'nobody-asked',
    responsible: toRef(people, tile.responsible),
    grade: tile.because,
    explanation: explain(tile, people, timeZone, true),
  };
}

/** The most at stake first: whom nobody could replace, then ARR, then the lowest health (product.md, N−1). */
export function toPeopleAtRisk(
  found: readonly PersonAtRisk[],
  customers: CustomersById,
  people: People,
  mostPoints = MOST_POINTS,
): z.output<typeof PersonAtRiskView>[] {
  return found
    .map(({ userId, points }) => {
      const alone = stakesOf(
        points.filter(({ leftWith }) => leftWith === 'nobody'),
        customers,
      );
      return { userId, points, alone, all: stakesOf(points, customers) };
    })
    .toSorted(
      (a, b) =>
        b.alone.arr - a.alone.arr ||
        b.alone.customers - a.alone.customers ||
        b.all.arr - a.all.arr ||
        (a.all.lowestHealth ?? 100) - (b.all.lowestHealth ?? 100) ||
        Number(a.userId > b.userId) - Number(a.userId < b.userId),
    )
    .map(({ userId, points, alone, all }) => {
      const single = points
        .flatMap((point) => point.customerIds.map((id) => ({ ...point, customer: known(customers, id) })))
        .toSorted((a, b) => b.customer.arr - a.customer.arr || compareInstants(a.startsAt, b.startsAt));
      return {
        user: toPersonRef(known(people, userId)),
        customers: all.customers,
        left_with_nobody: alone.customers,
        arr: all.arr,
        lowest_health: all.lowestHealth,
        points_total: single.length,
        points: single.slice(0, mostPoints).map(toPoint),
      };
    });
}

const toPoint = ({ customer, startsAt, endsAt, leftWith, standsIn }: SinglePoint & { customer: CoveredCustomer }) => ({
  customer_id: customer.id,
  customer_name: customer.name,
  arr: customer.arr,
  starts_at: startsAt,
  ends_at: endsAt,
  left_with: leftWith,
  stands_in: standsIn,
});
