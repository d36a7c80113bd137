export { AdminModule } from './admin.module.js';
export { AdminUsersRepository, type AdminUserRow, type UserFields } from './admin-users.repository.js';
export { type ChangedBy, fieldsOf, PeopleChanges } from './people-changes.service.js';
