import type { Role } from '@understudy/contracts';
import type { Me } from '../session/session.js';

const WORDS = {
  admin: 'Admin',
  manager: 'Manager',
  csm: 'CSM',
  supporter: 'Supporter',
  member: 'Member',
} as const satisfies Record<Role, string>;
const STRONGEST = ['admin', 'manager', 'csm', 'supporter', 'member'] as const satisfies readonly Role[];

/** The role people know somebody by: the one that may most. */
export const roleWords = (roles: readonly Role[]): string =>
  WORDS[STRONGEST.find((role) => roles.includes(role)) ?? 'member'];

/** "CSM · EMEA". */
export const describeMe = ({ user }: Me): string =>
  [roleWords(user.roles), user.team?.name].filter((words) => words).join(' · ');
