export { CrmSitesModule } from './crm-sites.module.js';
export { CrmLinks } from './crm-links.js';
