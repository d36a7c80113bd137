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
