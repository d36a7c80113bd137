export { ReportScopesModule } from './report-scopes.module.js';
export { type ReportScope, ReportScopes, type WantedPeriod } from './report-scopes.service.js';
