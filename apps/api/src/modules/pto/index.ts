export { PtoModule } from './pto.module.js';
