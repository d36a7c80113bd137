export const ROLES = ['admin', 'manager', 'csm', 'supporter', 'member'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What each role may call (api.md, the role table). How far a permission reaches (tenant, team, own) is decided
 * in the service, which knows the row; a role that is not listed gets 403 before anything is read.
 */
export const PERMISSIONS = {
  'customers:read': ['admin', 'manager', 'csm', 'supporter', 'member'],
  'customers:write': ['admin', 'manager', 'csm'],
  'briefs:read': ['admin', 'manager', 'csm'],
  'absences:own': ['admin', 'manager', 'csm', 'supporter', 'member'],
  'absences:manage': ['admin', 'manager'],
  'coverage:answer': ['admin', 'manager', 'csm'],
  'coverage:read': ['admin', 'manager', 'csm'],
  'escalations:create': ['admin', 'manager', 'csm', 'supporter', 'member'],
  'escalations:read': ['admin', 'manager', 'csm', 'supporter', 'member'],
  'supporters:own': ['admin', 'manager', 'supporter'],
  'reports:read': ['admin', 'manager', 'csm', 'supporter'],
  admin: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** True when any of the caller's roles carries the permission. */
export const may = (roles: readonly Role[], permission: Permission): boolean =>
  roles.some((role) => (PERMISSIONS[permission] as readonly Role[]).includes(role));
