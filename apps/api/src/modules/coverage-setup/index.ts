export { CoverageSetupModule } from './coverage-setup.module.js';
