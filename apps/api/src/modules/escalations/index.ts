export { EscalationCreation } from './escalation-creation.service.js';
export { EscalationsModule } from './escalations.module.js';
export { EscalationsService } from './escalations.service.js';
