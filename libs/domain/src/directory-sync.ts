/** Somebody as an outside directory names them now. Addresses in lower case. */
export interface DirectoryEntry {
  /** The directory's own, stable through changes of address. */
  readonly externalId: string;
  readonly email: string;
  readonly name: string;
  readonly managerEmail: string | null;
  readonly team: string | null;
  /** Suspended, archived or deleted there. */
  readonly isGone: boolean;
  /** In a part of the directory that people are added from. */
  readonly isWanted: boolean;
}
/** Somebody as we have them. */
export interface DirectoryPerson<Id extends string = string> {
  readonly id: Id;
  readonly email: string;
  readonly name: string;
  readonly managerEmail: string | null;
  readonly team: string | null;
  readonly active: boolean;
  readonly isAdmin: boolean;
}
/** What the directory said of somebody when it was applied last. */
export interface DirectoryMemory<Id extends string = string> {
  readonly externalId: string;
  readonly userId: Id;
  readonly email: string;
  readonly name: string;
  readonly managerEmail: string | null;
  readonly team: string | null;
  readonly isGone: boolean;
}

export const DIRECTORY_FIELDS = ['name', 'email', 'manager', 'team'] as const;
export type DirectoryField = (typeof DIRECTORY_FIELDS)[number];
export interface DirectoryDifference {
  readonly field: DirectoryField;
  readonly from: string | null;
  readonly to: string | null;
}
export interface DirectoryChange<Id extends string = string> {
  readonly person: DirectoryPerson<Id>;
  readonly changes: readonly DirectoryDifference[];
}

/** What a directory would change. Nobody's role is ever part of it. */
export interface DirectoryChanges<Id extends string = string> {
  readonly added: readonly DirectoryEntry[];
  readonly changed: readonly DirectoryChange<Id>[];
  readonly leaving: readonly { readonly person: DirectoryPerson<Id>; readonly because: string }[];
  readonly back: readonly DirectoryPerson<Id>[];
  /** Here it is otherwise, because somebody here wants it so. */
  readonly kept: readonly DirectoryChange<Id>[];
  readonly newTeams: readonly string[];
  readonly problems: readonly { readonly email: string; readonly because: string }[];
  readonly unchanged: number;
  readonly leftOut: number;
  /** To be remembered once this is applied; `userId` null: of somebody who is added. */
  readonly seen: readonly { readonly userId: Id | null; readonly listed: DirectoryEntry }[];
}
export interface DirectoryFacts<Id extends string = string> {
  readonly listed: readonly DirectoryEntry[];
  readonly kept: readonly DirectoryPerson<Id>[];
  readonly remembered: readonly DirectoryMemory<Id>[];
  readonly teams: readonly string[];
  /** The organisation's own domains, lower case. */
  readonly domains: readonly string[];
}

const valueOf = ({ name, email, managerEmail, team }: Omit<DirectoryEntry, 'externalId' | 'isGone' | 'isWanted'>) => ({
  name,
  email,
  manager: managerEmail,
  team,
});
const isSameText = (one: string | null, other: string | null): boolean =>
  (one ?? '').toLocaleLowerCase() === (other ?? '').toLocaleLowerCase();

/**
 * A field three ways: as we have it, as the directory said last, as it says now. The directory wins where nobody here changed it since (or nothing
 * was entered yet); an admin's own word stays and is shown beside the directory's.
 */
function compare(
  ours: DirectoryPerson,
  now: DirectoryEntry,
  last: DirectoryMemory | undefined,
): { changes: DirectoryDifference[]; kept: DirectoryDifference[] } {
  const [mine, theirs, before] = [valueOf(ours), valueOf(now), last && valueOf(last)];
  const changes: DirectoryDifference[] = [];
  const kept: DirectoryDifference[] = [];
  for (const field of DIRECTORY_FIELDS) {
    const difference = { field, from: mine[field], to: theirs[field] };
    if (field === 'name' ? mine.name === theirs.name : isSameText(mine[field], theirs[field])) continue;
    const isUntouched = before ? isSameText(mine[field], before[field]) : mine[field] === null;
    if (isUntouched) changes.push(difference);
    // what the directory never said anything about is ours alone
    else if (theirs[field] !== null || (before && before[field] !== null)) kept.push(difference);
  }
  return { changes, kept };
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** Who is above whom, by address, as it would be; a step that closes a circle is refused and named. */
class Managers {
  private readonly above: Map<string, string | null>;

  constructor(people: readonly Pick<DirectoryPerson, 'email' | 'managerEmail'>[]) {
    this.above = new Map(people.map(({ email, managerEmail }) => [email, managerEmail]));
  }

  rename(from: string, to: string): void {
    this.above.set(to, this.above.get(from) ?? null);
    this.above.delete(from);
    for (const [email, manager] of this.above) if (manager === from) this.above.set(email, to);
  }

  /** Null when it is done, else why not. */
  put(email: string, manager: string | null): string | null {
    if (manager !== null) {
      if (!this.above.has(manager)) return `Their manager ${manager} is not one of your people.`;
      const chain: string[] = [];
      for (
        let next: string | null = manager;
        next !== null && !chain.includes(next);
        next = this.above.get(next) ?? null
      )
        chain.push(next);
      if (manager === email || chain.includes(email))
        return `${manager} as manager would close a circle: ${[email, ...chain.slice(0, chain.indexOf(email) + 1)].join(', ')}.`;
    }
    this.above.set(email, manager);
    return null;
  }

  add(email: string): void {
    this.above.set(email, this.above.get(email) ?? null);
  }
}

/**
 * What an outside directory would change here. Pure. People are matched by the directory's id, else by address. Nobody is taken away because the
 * directory never knew them; the last admin never leaves; roles are nobody's but the admins' to give.
 */
export function planDirectory<Id extends string>(facts: DirectoryFacts<Id>): DirectoryChanges<Id> {
  const { listed, kept: ours, remembered, domains } = facts;
  const byId = new Map(ours.map((person) => [person.id, person]));
  const byEmail = new Map(ours.map((person) => [person.email, person]));
  const lastOf = new Map(remembered.map((last) => [last.externalId, last]));
  const managers = new Managers(ours);
  const problems: { email: string; because: string }[] = [];
  const added: DirectoryEntry[] = [];
  const changed: DirectoryChange<Id>[] = [];
  const kept: DirectoryChange<Id>[] = [];
  const gone: DirectoryPerson<Id>[] = [];
  const back: DirectoryPerson<Id>[] = [];
  const seen: { userId: Id | null; listed: DirectoryEntry }[] = [];
  let [unchanged, leftOut] = [0, 0];

  const matched = listed.map((now) => {
    const last = lastOf.get(now.externalId);
    return { now, last, person: (last && byId.get(last.userId)) ?? byEmail.get(now.email) };
  });
  for (const { now, person } of matched) {
    if (person !== undefined) continue;
    if (now.isGone || !now.isWanted || !domains.includes(domainOf(now.email))) leftOut += 1;
    else {
      managers.add(now.email);
      added.push(now);
    }
  }
  for (const { now, last, person } of matched) {
    if (person === undefined) continue;
    if (now.isGone) {
      seen.push({ userId: person.id, listed: now });
      // here again although the directory said so before: an admin wants it
      if (person.active && !last?.isGone) gone.push(person);
      continue;
    }
    if (!person.active) {
      seen.push({ userId: person.id, listed: now });
      if (last?.isGone) back.push(person);
      continue;
    }
    const found = compare(person, now, last);
    const refused = new Set<DirectoryField>();
    for (const change of found.changes) {
      const because = refusal(change, person, facts, managers);
      if (because === null) continue;
      problems.push({ email: person.email, because });
      refused.add(change.field);
    }
    const changes = found.changes.filter(({ field }) => !refused.has(field));
    // what was refused is not remembered as said: it is tried again the next time
    seen.push({
      userId: person.id,
      listed: {
        ...now,
        ...(refused.has('manager') && { managerEmail: person.managerEmail }),
        ...(refused.has('email') && { email: person.email }),
      },
    });
    if (changes.length > 0) changed.push({ person, changes });
    if (found.kept.length > 0) kept.push({ person, changes: found.kept });
    if (found.changes.length + found.kept.length === 0) unchanged += 1;
  }
  const there = new Set(listed.map(({ externalId }) => externalId));
  for (const last of remembered) {
    const person = byId.get(last.userId);
    if (there.has(last.externalId) || last.isGone || person === undefined) continue;
    seen.push({ userId: person.id, listed: { ...last, isGone: true, isWanted: false } });
    if (person.active) gone.push(person);
  }
  const joined = added.map((now): DirectoryEntry => {
    const because = now.managerEmail === null ? null : managers.put(now.email, now.managerEmail);
    if (because !== null) problems.push({ email: now.email, because });
    return because === null ? now : { ...now, managerEmail: null };
  });
  const leaving = leavers(gone, ours, problems);
  return {
    added: joined,
    changed,
    leaving: leaving.map((person) => ({ person, because: 'Suspended, archived or deleted in the directory.' })),
    back,
    kept,
    newTeams: teamsOf(
      [...joined.map(({ team }) => team), ...changed.flatMap(({ changes }) => teamIn(changes))],
      facts.teams,
    ),
    problems,
    unchanged,
    leftOut,
    seen: [...seen, ...joined.map((one) => ({ userId: null, listed: one }))],
  };
}

/** Why a change cannot be, or null; managers that can be are put. */
function refusal(
  { field, to }: DirectoryDifference,
  person: DirectoryPerson,
  { domains, kept }: DirectoryFacts,
  managers: Managers,
): string | null {
  if (field === 'manager') return managers.put(person.email, to);
  if (field !== 'email' || to === null) return null;
  if (!domains.includes(domainOf(to))) return `Their new address ${to} is not in one of your domains.`;
  if (kept.some(({ email }) => email === to)) return `Their new address ${to} is somebody else's here.`;
  managers.rename(person.email, to);
  return null;
}

/** All but the last admin. */
function leavers<Id extends string>(
  gone: readonly DirectoryPerson<Id>[],
  ours: readonly DirectoryPerson<Id>[],
  problems: { email: string; because: string }[],
): DirectoryPerson<Id>[] {
  let admins = ours.filter(({ active, isAdmin }) => active && isAdmin).length;
  return gone.filter(({ email, isAdmin }) => {
    if (!isAdmin || admins > 1) {
      if (isAdmin) admins -= 1;
      return true;
    }
    problems.push({ email, because: 'They are your last admin here. Make somebody else admin first.' });
    return false;
  });
}

const teamIn = (changes: readonly DirectoryDifference[]): (string | null)[] =>
  changes.flatMap(({ field, to }) => (field === 'team' ? [to] : []));

function teamsOf(wanted: readonly (string | null)[], known: readonly string[]): string[] {
  const fresh = new Map<string, string>();
  for (const name of wanted)
    if (name !== null && !known.some((one) => isSameText(one, name))) fresh.set(name.toLocaleLowerCase(), name);
  return [...fresh.values()].sort();
}

/** More than this share of the people, and more than five: rather a wrong filter or a directory half read than a real day. */
const MANY = 0.2;
const FEW = 5;
export const doManyLeave = (leaving: number, active: number): boolean => leaving > FEW && leaving > active * MANY;
