import type { AnswerOf, ListUsers, Role, WireOf, ChangeUser } from '@understudy/contracts';
import { listNames } from '@understudy/ui';

export type AdminPerson = AnswerOf<typeof ListUsers>['items'][number];
export type Hours = AdminPerson['working_hours'];

/** What an admin changes of a person. */
export type PersonFields = Pick<
  AdminPerson,
  'name' | 'roles' | 'team' | 'manager' | 'time_zone' | 'place' | 'working_hours' | 'skills' | 'capacity_points'
>;

export const fieldsOf = (person: AdminPerson): PersonFields => ({
  name: person.name,
  roles: person.roles,
  team: person.team,
  manager: person.manager,
  time_zone: person.time_zone,
  place: person.place,
  working_hours: person.working_hours,
  skills: person.skills,
  capacity_points: person.capacity_points,
});

/** Edits as the API takes them: a team and a manager by id. */
export function toInput({ team, manager, ...rest }: Partial<PersonFields>): Omit<WireOf<typeof ChangeUser>, 'user_id'> {
  return {
    ...rest,
    ...(team === undefined ? {} : { team_id: team?.id ?? null }),
    ...(manager === undefined ? {} : { manager_id: manager?.user_id ?? null }),
    ...(rest.place === undefined ? {} : { place: rest.place?.trim() || null }),
  };
}

export const ROLE_WORDS = {
  admin: { words: 'Admin', may: 'sets everything up, sees everybody' },
  manager: { words: 'Manager', may: 'approves, changes and takes over for their people' },
  csm: { words: 'CSM', may: 'owns customers and stands in for others' },
  supporter: { words: 'Supporter', may: 'takes escalated conversations' },
  member: { words: 'Member', may: 'escalates and sees who covers' },
} as const satisfies Record<Role, { readonly words: string; readonly may: string }>;

/** "Manager and CSM". */
export const rolesInWords = (roles: readonly Role[]): string => listNames(roles.map((role) => ROLE_WORDS[role].words));

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** "Mon to Fri", "Mon, Wed and Fri". ISO weekdays, Monday is 1. */
export function daysInWords(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const names = sorted.flatMap((day) => DAYS[day - 1] ?? []);
  const [first, last] = [sorted[0], sorted.at(-1)];
  const inARow = first !== undefined && last !== undefined && last - first === sorted.length - 1;
  return inARow && names.length > 2 ? `${names[0] ?? ''} to ${names.at(-1) ?? ''}` : listNames(names);
}

/** "Mon to Fri, 09:00 to 17:00". */
export const hoursInWords = ({ days, from, to }: Hours): string => `${daysInWords(days)}, ${from} to ${to}`;

/** Undefined when the hours can be saved. */
export function wrongHours({ days, from, to }: Hours): string | undefined {
  if (days.length === 0) return 'Choose at least one day';
  if (!from || !to) return 'Both times are needed';
  return from < to ? undefined : 'They have to end after they start';
}

export const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
