export { CoverageSetupModule } from './coverage-setup.module.js';
export { type CheckedSetup, ChosenSetup } from './chosen-setup.service.js';
export type { SetupPlan, SetupTable } from './setup-desk.service.js';
export { TakeoversService } from './takeovers.service.js';
