export { OOOCoverageModule } from './ooo-coverage.module.js';
