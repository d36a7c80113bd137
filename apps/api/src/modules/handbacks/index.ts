export { HandbacksModule } from './handbacks.module.js';
