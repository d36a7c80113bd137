export { EscalationThreadModule } from './escalation-thread.module.js';
