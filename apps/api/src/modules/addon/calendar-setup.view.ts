import type { Frame, SplitView, TextsView, WhoCoversView } from '@understudy/cards';
import { ASKED_SHARES, COVER_OTHER, COVER_SPLIT } from '@understudy/contracts';
import { type CustomerId, LOW_HEALTH, type Share, type UserId } from '@understudy/domain';
import type { NoticePreview } from '../notices/index.js';
import type { CheckedSetup, SetupTable } from '../coverage-setup/index.js';

/* From what a set-up is decided from to what its cards say. */

/** Suggested by name; everybody else is behind "Somebody else". */
const NAMED = 3;

type Suggestion = SetupTable['suggestions']['items'][number];
export const personView = ({ name, place }: { readonly name: string; readonly place: string | null }) => ({
  name,
  detail: place,
});

const firstWord = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;
const listed = (names: readonly string[]): string =>
  names.length <= 2
    ? names.join(' and ')
    : `${names.slice(0, 2).join(', ')} and ${names.length === 3 ? (names[2] ?? '') : `${names.length - 2} more`}`;

const knows = (table: SetupTable, userId: UserId, ids: readonly CustomerId[]): number =>
  ids.filter((id) => (table.split.fit(id, userId)?.factors.familiarity ?? 0) > 0).length;

const nameOf = (table: SetupTable, userId: UserId): string => table.people.get(userId)?.name ?? '';

/** What they would carry with these customers, in capacity points; the one count of all steps. */
const loadWith = (table: SetupTable, userId: UserId, ids: readonly CustomerId[]): number =>
  (table.split.candidates.find(({ user }) => user.id === userId)?.load ?? 0) +
  ids.reduce((sum, id) => sum + table.split.points(id), 0);
const limitOf = (table: SetupTable, userId: UserId): number => table.people.get(userId)?.capacityPoints ?? 0;

/** Alone they get all but those they must not look after, also those whose language they do not speak. */
function whyOne(table: SetupTable, { user_id }: Suggestion): string {
  const userId = user_id as UserId;
  const all = table.portfolio.map(({ id }) => id);
  const because = (id: CustomerId) => table.split.split.whyNot(id, userId).because;
  const theirs = all.filter((id) => because(id) !== 'conflict');
  const foreign = theirs.filter((id) => because(id) === 'language').length;
  const after = loadWith(table, userId, theirs);
  const limit = limitOf(table, userId);
  return [
    `Knows ${knows(table, userId, all)} of ${all.length}`,
    after > limit ? `would be ${Math.ceil(after - limit)} over` : `would carry ${Math.round(after)} of ${limit}`,
    ...(theirs.length < all.length ? [`must not take ${all.length - theirs.length}`] : []),
    ...(foreign > 0 ? [`does not speak the language of ${foreign}`] : []),
  ].join(', ');
}

/** Split first where it is chosen; nobody is listed twice. */
export function choicesOf(table: SetupTable): WhoCoversView['choices'] {
  const { shares, unplaced } = table.dealt;
  const count = table.portfolio.length;
  const best = (value: string) => (table.best === value ? ' (best fit)' : '');
  const known = shares.reduce((sum, { backupUserId, customerIds }) => sum + knows(table, backupUserId, customerIds), 0);
  const over = shares.filter(
    ({ backupUserId, customerIds }) => loadWith(table, backupUserId, customerIds) > limitOf(table, backupUserId),
  ).length;
  const room =
    unplaced.length > 0
      ? `no room for ${unplaced.length}`
      : over > 0
        ? `${over} over capacity`
        : 'nobody over capacity';
  const split =
    shares.length > 1 || table.cover === COVER_SPLIT
      ? [
          {
            value: COVER_SPLIT,
            name: `${listed(shares.map(({ backupUserId }) => firstWord(nameOf(table, backupUserId))))}, split${best(COVER_SPLIT)}`,
            why: `Know ${known} of ${count}, ${room}`,
            isChosen: table.cover === COVER_SPLIT,
          },
        ]
      : [];
  const { items } = table.suggestions;
  const chosen = items.find(({ user_id }) => user_id === table.cover);
  const top = items.slice(0, NAMED);
  const named = chosen && !top.includes(chosen) ? [chosen, ...top.slice(0, NAMED - 1)] : top;
  const people = named.map((item) => ({
    value: item.user_id,
    name: `${item.name} alone${best(item.user_id)}`,
    why: whyOne(table, item),
    isChosen: table.cover === item.user_id,
  }));
  const other = { value: COVER_OTHER, name: 'Somebody else', why: '', isChosen: table.cover === null };
  const alone = !chosen && table.cover !== null && table.cover !== COVER_SPLIT ? [asChosen(table, table.cover)] : [];
  const singles = [...alone, ...people];
  return [...(table.cover === COVER_SPLIT ? [...split, ...singles] : [...singles, ...split]), other];
}

const asChosen = (table: SetupTable, userId: UserId): WhoCoversView['choices'][number] => ({
  value: userId,
  name: `${nameOf(table, userId)} alone`,
  why: table.suggestions.excluded.find(({ user_id }) => user_id === userId)?.reason ?? '',
  isChosen: true,
});

/** Those who are there and may look after customers, the suggested ones first. */
export function othersOf(table: SetupTable): { id: string; name: string; why: string }[] {
  const shown = new Set(choicesOf(table).map(({ value }) => value));
  const excluded = new Map(table.suggestions.excluded.map((one) => [one.user_id, one]));
  const suggested = table.suggestions.items.slice(NAMED).map((item) => ({
    id: item.user_id,
    name: item.name,
    why: whyOne(table, item),
  }));
  const known = new Set([...shown, ...suggested.map(({ id }) => id), table.user.id]);
  const rest = [...table.people.values()]
    .filter(
      ({ id, active, roles, teamId }) =>
        active && !known.has(id) && roles.includes('csm') && teamId === table.user.teamId,
    )
    .filter(({ id }) => excluded.get(id)?.free === undefined)
    .map(({ id, name }) => ({ id, name, why: excluded.get(id)?.reason ?? '' }))
    .filter(({ why }) => !why.startsWith('is away'));
  return [...suggested, ...rest];
}

export function backupsOf(table: SetupTable): SplitView['backups'] {
  return table.shares.map(({ backupUserId, customerIds }) => {
    const candidate = table.split.candidates.find(({ user }) => user.id === backupUserId);
    const user = table.people.get(backupUserId);
    const after = Math.round(loadWith(table, backupUserId, customerIds));
    const load = candidate && user ? `Would carry ${after} of ${user.capacityPoints}. ` : '';
    return {
      person: { name: user?.name ?? '', detail: user?.place ?? null },
      customerCount: customerIds.length,
      why: `${load}Knows ${knows(table, backupUserId, customerIds)} of them`,
    };
  });
}

/** Whose renewal falls into the absence, then who is not well, then the largest. */
export function mattersMost(table: SetupTable): SplitView['asked'] {
  const holder = new Map(
    table.shares.flatMap(({ backupUserId, customerIds }) => customerIds.map((id) => [id, backupUserId])),
  );
  const rows = table.portfolio.map((customer) => ({ customer, renewsOn: renewsIn(table, customer.renewalOn) }));
  const rank = ({ customer, renewsOn }: (typeof rows)[number]) =>
    renewsOn ? 0 : customer.healthScore < LOW_HEALTH ? 1 : 2;
  return rows
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) ||
        (rank(a) === 1 ? a.customer.healthScore - b.customer.healthScore : 0) ||
        b.customer.arr - a.customer.arr,
    )
    .slice(0, ASKED_SHARES)
    .map(({ customer, renewsOn }) => ({
      customerId: customer.id,
      name: customer.name,
      renewsOn: renewsOn && String(renewsOn),
      lowHealth: customer.healthScore < LOW_HEALTH ? customer.healthScore : null,
      backupId: holder.get(customer.id) ?? null,
    }));
}

function renewsIn({ absence: { days } }: SetupTable, on: Temporal.PlainDate | null): Temporal.PlainDate | null {
  const last = days.lastOn ?? days.firstOn.add({ days: 90 });
  const isIn =
    on !== null && Temporal.PlainDate.compare(days.firstOn, on) <= 0 && Temporal.PlainDate.compare(on, last) <= 0;
  return isIn ? on : null;
}

export function renewalsOf(table: SetupTable) {
  const holder = new Map(
    table.shares.flatMap(({ backupUserId, customerIds }) => customerIds.map((id) => [id, backupUserId])),
  );
  return table.portfolio
    .flatMap((customer) => {
      const on = renewsIn(table, customer.renewalOn);
      const backup = table.people.get(holder.get(customer.id) ?? ('' as UserId));
      return on
        ? [{ name: customer.name, on: String(on), backup: backup ? { name: backup.name, detail: backup.place } : null }]
        : [];
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
}

const coverOf = (table: SetupTable, { backupUserId }: Share) =>
  personView({ name: nameOf(table, backupUserId), place: null });
export const coversOf = (table: SetupTable) => table.shares.map((share) => coverOf(table, share));

/** Said yes to all that they would have: nothing is asked of them. */
const hasAgreed = (table: SetupTable, { backupUserId, customerIds }: Share): boolean => {
  const theirs = table.asked.filter((row) => row.backupUserId === backupUserId && row.acceptedAt !== null);
  return customerIds.every((id) => theirs.some((row) => row.coveredCustomerIds.includes(id)));
};
export const agreedOf = (table: SetupTable) =>
  table.shares.filter((share) => hasAgreed(table, share)).map((share) => coverOf(table, share));
export const toAskOf = (table: SetupTable) =>
  table.shares.filter((share) => !hasAgreed(table, share)).map((share) => coverOf(table, share));

/** The sentence that names who covers; customers read it among others. */
export function sampleOf({ table, notices }: CheckedSetup): string | null {
  const [first] = notices.items;
  if (!first) return null;
  const names = coversOf(table).map(({ name }) => name);
  const lines = first.text.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => names.some((name) => line.includes(name))) ?? lines.find((line) => line.length > 30) ?? null
  );
}

/** One of each kind of words: who covers and in which language. The rest differs by names only. */
export function textsOf(items: readonly NoticePreview[], table: SetupTable, frame: Frame): Omit<TextsView, 'plan'> {
  const holder = new Map(
    table.shares.flatMap(({ backupUserId, customerIds }) => customerIds.map((id) => [id, backupUserId])),
  );
  const groups = Map.groupBy(items, ({ language, customerId }) => `${language} ${holder.get(customerId) ?? ''}`);
  return {
    frame,
    texts: [...groups.values()].flatMap((alike) => {
      const [first] = alike;
      if (!first) return [];
      const { contactName, customerName, sendAt, subject, text } = first;
      return [{ to: contactName, customer: customerName, at: String(sendAt), subject, text, alike: alike.length }];
    }),
  };
}
