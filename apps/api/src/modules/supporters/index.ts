export { SupportersModule } from './supporters.module.js';
