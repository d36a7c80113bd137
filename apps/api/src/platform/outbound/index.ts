export { GuardedFetch, type OutboundAnswer, type OutboundLimits, type OutboundSettings } from './guarded-fetch.js';
export { OutboundFailure, type OutboundProblem } from './outbound-failure.js';
export { OutboundModule } from './outbound.module.js';
