export { EscalationCreation } from './escalation-creation.service.js';
export { EscalationsModule } from './escalations.module.js';
export { EscalationsService } from './escalations.service.js';
export type { EscalationRecord } from './escalation.records.js';
export { EscalationsRepository } from './escalations.repository.js';
