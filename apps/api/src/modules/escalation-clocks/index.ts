export { EscalationClocksModule } from './escalation-clocks.module.js';
