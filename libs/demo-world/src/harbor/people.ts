import { type Role, type Team, type TeamId, type UserId, type Weekday } from '@understudy/domain';
import { idOf } from '../deterministic.js';
import type { DemoUser } from '../types.js';

export const HARBOR = 'harbor';

export const userId = (key: PersonKey): UserId => idOf<UserId>(HARBOR, 'user', key);
const teamId = (key: string): TeamId => idOf<TeamId>(HARBOR, 'team', key);

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5];
const hours = (from: string, to: string) => ({ days: WEEKDAYS, from, to });

interface PersonRow {
  readonly name: string;
  readonly title: string;
  readonly roles: readonly [Role];
  readonly place: string;
  readonly timeZone: string;
  readonly hours: readonly [from: string, to: string];
  readonly team: 'emea' | 'americas-apac' | 'support' | null;
  readonly manager: string | null;
  /** Comma-separated. */
  readonly skills: string;
  readonly capacity: number;
}

const OFFICE = ['09:00', '18:00'] as const;

// The mock-ups' people. Skills of Ben, Eva and Finn meet 16, 15 and 12 of the 20 tags in Ana's portfolio: scores 75, 40, 35.
const PEOPLE = {
  ada: {
    name: 'Ada Winter',
    title: 'Head of CS Operations',
    roles: ['admin'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: OFFICE,
    team: null,
    manager: 'eli',
    skills: '',
    capacity: 50,
  },
  mia: {
    name: 'Mia Kruse',
    title: 'Manager, Customer Success EMEA',
    roles: ['manager'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: OFFICE,
    team: 'emea',
    manager: 'eli',
    skills: 'Enterprise, Banking, German',
    capacity: 50,
  },
  max: {
    name: 'Max Ortega',
    title: 'Manager, Customer Success Americas & APAC',
    roles: ['manager'],
    place: 'New York',
    timeZone: 'America/New_York',
    hours: OFFICE,
    team: 'americas-apac',
    manager: 'eli',
    skills: 'Enterprise, Legal, Spanish',
    capacity: 50,
  },
  ana: {
    name: 'Ana Duarte',
    title: 'Senior Customer Success Manager',
    roles: ['csm'],
    place: 'Lisbon',
    timeZone: 'Europe/Lisbon',
    hours: OFFICE,
    team: 'emea',
    manager: 'mia',
    skills:
      'Enterprise, Mid-market, Public, Banking, Freight, Healthcare, Insurance, Energy, SSO, Migration, Portuguese, German',
    capacity: 50,
  },
  ben: {
    name: 'Ben Vogel',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: OFFICE,
    team: 'emea',
    manager: 'mia',
    skills:
      'Enterprise, Mid-market, Banking, Freight, Healthcare, Insurance, Energy, Mobility, Manufacturing, Utilities, Technology, Education, Food, Property, SSO, Migration, German',
    capacity: 50,
  },
  eva: {
    name: 'Eva Laurent',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'Paris',
    timeZone: 'Europe/Paris',
    hours: OFFICE,
    team: 'emea',
    manager: 'mia',
    skills:
      'Enterprise, Mid-market, Public, Pharma, Healthcare, Education, Utilities, Food, Energy, Insurance, Banking, Technology, Retail, SSO, Migration, French',
    capacity: 50,
  },
  finn: {
    name: 'Finn Byrne',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'Dublin',
    timeZone: 'Europe/Dublin',
    hours: OFFICE,
    team: 'emea',
    manager: 'mia',
    skills:
      'Enterprise, Mid-market, Public, Retail, Media, Technology, Food, Manufacturing, Mobility, Property, Freight, SSO, Greek',
    capacity: 50,
  },
  chloe: {
    name: 'Chloe Martin',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'New York',
    timeZone: 'America/New_York',
    hours: OFFICE,
    team: 'americas-apac',
    manager: 'max',
    skills: 'Enterprise, Mid-market, Banking, Insurance, Media, Retail, French, SSO',
    capacity: 50,
  },
  gus: {
    name: 'Gus Teixeira',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'São Paulo',
    timeZone: 'America/Sao_Paulo',
    hours: OFFICE,
    team: 'americas-apac',
    manager: 'max',
    skills: 'Enterprise, Mid-market, Food, Energy, Freight, Portuguese, Spanish',
    capacity: 50,
  },
  dev: {
    name: 'Dev Sharma',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'Kolkata',
    timeZone: 'Asia/Kolkata',
    hours: ['10:00', '19:00'],
    team: 'americas-apac',
    manager: 'max',
    skills: 'Enterprise, Mid-market, Technology, Pharma, Manufacturing, Migration, Hindi, Arabic',
    capacity: 50,
  },
  hana: {
    name: 'Hana Mori',
    title: 'Customer Success Manager',
    roles: ['csm'],
    place: 'Tokyo',
    timeZone: 'Asia/Tokyo',
    hours: OFFICE,
    team: 'americas-apac',
    manager: 'max',
    skills: 'Enterprise, Public, Manufacturing, Mobility, Healthcare, Japanese',
    capacity: 50,
  },
  sam: {
    name: 'Sam Okoro',
    title: 'Support Engineer',
    roles: ['supporter'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: ['08:00', '18:00'],
    team: 'support',
    manager: 'mia',
    skills: 'Technical, Product',
    capacity: 5,
  },
  sue: {
    name: 'Sue Lindqvist',
    title: 'Lead Support Engineer',
    roles: ['supporter'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: ['08:00', '18:00'],
    team: 'support',
    manager: 'mia',
    skills: 'Technical, Billing, SSO',
    capacity: 5,
  },
  sid: {
    name: 'Sid Rahman',
    title: 'Support Engineer',
    roles: ['supporter'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: ['08:00', '18:00'],
    team: 'support',
    manager: 'mia',
    skills: 'Technical, Billing, Migration',
    capacity: 5,
  },
  eli: {
    name: 'Eli Brandt',
    title: 'Chief Customer Officer',
    roles: ['member'],
    place: 'Berlin',
    timeZone: 'Europe/Berlin',
    hours: OFFICE,
    team: null,
    manager: null,
    skills: '',
    capacity: 50,
  },
} as const satisfies Record<string, PersonRow>;

export type PersonKey = keyof typeof PEOPLE;
export type CsmKey = 'ana' | 'ben' | 'eva' | 'finn' | 'chloe' | 'gus' | 'dev' | 'hana';

export const emailOf = (key: PersonKey): string => `${key}@harbor.example`;
export const nameOf = (key: PersonKey): string => PEOPLE[key].name;
export const zoneOf = (key: PersonKey): string => PEOPLE[key].timeZone;

const KEYS = [
  'ada',
  'mia',
  'max',
  'ana',
  'ben',
  'eva',
  'finn',
  'chloe',
  'gus',
  'dev',
  'hana',
  'sam',
  'sue',
  'sid',
  'eli',
] as const satisfies readonly PersonKey[];

export const harborUsers = (): DemoUser[] =>
  KEYS.map((key) => {
    const row = PEOPLE[key];
    return {
      id: userId(key),
      email: emailOf(key),
      name: row.name,
      title: row.title,
      roles: row.roles,
      timeZone: row.timeZone,
      workingHours: hours(row.hours[0], row.hours[1]),
      place: row.place,
      teamId: row.team === null ? null : teamId(row.team),
      managerId: row.manager === null ? null : userId(row.manager),
      skills: row.skills === '' ? [] : row.skills.split(', '),
      capacityPoints: row.capacity,
      preferredBackupUserId: key === 'ana' ? userId('ben') : null,
    };
  });

export const harborTeams = (): Team[] => [
  { id: teamId('emea'), name: 'EMEA', fallbackUserId: userId('mia') },
  { id: teamId('americas-apac'), name: 'Americas & APAC', fallbackUserId: userId('max') },
  { id: teamId('support'), name: 'Support', fallbackUserId: userId('sue') },
];

export const EMEA_TEAM = teamId('emea');
export const SUPPORT_TEAM = teamId('support');
