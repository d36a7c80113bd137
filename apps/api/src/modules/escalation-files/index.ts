export { EscalationFilesModule } from './escalation-files.module.js';
