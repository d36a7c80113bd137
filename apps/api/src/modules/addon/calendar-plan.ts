import type { SetupParameters } from '@understudy/cards';
import { asId, type AbsenceId, type CustomerId, type UserId } from '@understudy/domain';
import type { SetupPlan } from '../coverage-setup/index.js';

/*
 * A set-up is kept nowhere before its last step: its buttons carry it. Here it is read from them, and written onto the next ones.
 */

/** What the buttons carry, checked by the contract. */
export type Carried = {
  readonly [K in keyof SetupParameters]?: SetupParameters[K] | undefined;
};

/** Throws RangeError for a day that is none, like 30 February. */
export function planOf(carried: Carried): SetupPlan {
  const { absence_id, kind, starts_on, ends_on, hours, time_zone, cover, shares, tell, note } = carried;
  return {
    absenceId: absence_id === undefined ? null : asId<AbsenceId>(absence_id),
    kind: (kind as SetupPlan['kind']) ?? null,
    firstOn: starts_on === undefined ? null : Temporal.PlainDate.from(starts_on),
    lastOn: ends_on === undefined ? null : Temporal.PlainDate.from(ends_on),
    hours: hours ?? null,
    timeZone: time_zone ?? null,
    cover: cover === undefined ? null : cover === 'split' ? 'split' : asId<UserId>(cover),
    // kept for whoever goes back to the split; one person alone has all
    byHand: cover === undefined || cover === 'split' ? sharesOf(shares ?? '') : new Map(),
    tell: tell ?? null,
    note: note ?? null,
  };
}

const sharesOf = (text: string): Map<CustomerId, UserId> =>
  new Map(
    text
      .split(',')
      .map((pair) => pair.split(':'))
      .flatMap(([customer, user]): [CustomerId, UserId][] =>
        customer && user ? [[asId<CustomerId>(customer), asId<UserId>(user)]] : [],
      ),
  );

export const sharesText = (shares: Iterable<readonly [string, string]>): string =>
  [...shares].map(([customer, user]) => `${customer}:${user}`).join(',');

/** Without what is not said: Google's parameters are texts, and undefined is none. */
export const carriedOn = (carried: Carried): SetupParameters =>
  Object.fromEntries(Object.entries(carried).filter(([, value]) => value !== undefined)) as SetupParameters;
