export { PTO_WORK } from './pto-work.js';
export { PtoModule } from './pto.module.js';
