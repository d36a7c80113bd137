export type { RoutingRecord } from './routing.repository.js';
export { toRoutingUpdate } from './routing.mapper.js';
export { RoutingModule } from './routing.module.js';
export { RoutingService } from './routing.service.js';
export {
  type RoutedCoverage,
  type RoutingContext,
  type RoutingCoverage,
  RoutingFault,
  RoutingTarget,
} from './routing-target.js';
export { RoutingTargets } from './routing-targets.js';
