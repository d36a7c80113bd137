export { AccessService } from './access.service.js';
export { DirectoryModule } from './directory.module.js';
export { DirectoryRepository, type UserName, type UserRecord } from './directory.repository.js';
export { type NewTenant, TenantCreation } from './tenant-creation.service.js';
export { plantPlaybooks } from './tenant-defaults.js';
