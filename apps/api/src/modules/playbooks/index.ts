export { FilledTemplates } from './filled-templates.service.js';
export { type PlaybookActionRecord, PlaybookActionsRepository } from './playbook-actions.repository.js';
export { PlaybooksModule } from './playbooks.module.js';
export { PlaybooksRepository } from './playbooks.repository.js';
export type { TemplateRow } from './templates.repository.js';
