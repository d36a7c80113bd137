export { EscalationOwnersModule } from './escalation-owners.module.js';
