export { EscalationReportsModule } from './escalation-reports.module.js';
