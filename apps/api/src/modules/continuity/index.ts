export { ContinuityModule } from './continuity.module.js';
