export { AdminModule } from './admin.module.js';
export { AdminUsersRepository, type AdminUserRow, type UserFields } from './admin-users.repository.js';
export { AdminUsersService } from './admin-users.service.js';
export { type ChangedBy, fieldsOf, PeopleChanges } from './people-changes.service.js';
