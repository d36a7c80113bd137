export type { RoutingRecord } from './routing.repository.js';
export { toRoutingUpdate } from './routing.mapper.js';
export { RoutingModule } from './routing.module.js';
export { RoutingService } from './routing.service.js';
export { type RoutedCoverage, type RoutingContext, RoutingTarget } from './routing-target.js';
