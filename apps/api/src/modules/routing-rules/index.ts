export { RoutingRulesModule } from './routing-rules.module.js';
