export { EscalationReportsModule } from './escalation-reports.module.js';
export { EscalationSuccess } from './escalation-success.service.js';
