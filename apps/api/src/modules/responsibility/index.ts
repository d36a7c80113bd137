export { LookupService } from './lookup.service.js';
export { ResponsibilityModule } from './responsibility.module.js';
export { type ResponsibleAnswer, ResponsibleService } from './responsible.service.js';
export type { LoadedRoster } from './roster.repository.js';
export { explain } from './responsible.words.js';
export { type TenantRoster, TenantRosterRepository } from './tenant-roster.repository.js';
