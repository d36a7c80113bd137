export {
  type CheckStep,
  failed,
  type IntegrationKind,
  type IntegrationProbe,
  type IntegrationStatus,
  passed,
  skipped,
} from './integration-probe.js';
export { IntegrationProbes } from './integration-probes.js';
export { IntegrationsModule } from './integrations.module.js';
export { IntegrationsService } from './integrations.service.js';
export { type AbsenceAtRisk, LossesRepository } from './losses.repository.js';
