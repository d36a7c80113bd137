export { CoverageSetupModule } from './coverage-setup.module.js';
export { type NotifyCustomers, SetupsRepository } from './setups.repository.js';
