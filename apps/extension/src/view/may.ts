import { PERMISSIONS, type Permission } from '@understudy/contracts';

/** Whether roles as the API names them carry a permission: what nobody may do is not offered. The API decides all the same. */
export const mayDo = (roles: readonly string[], permission: Permission): boolean =>
  PERMISSIONS[permission].some((role) => roles.includes(role));
