export { outcomeWords, ownerBecause, refOf } from './owner.words.js';
export { RoutingBooksRepository } from './routing-books.repository.js';
export type { RoutingDeskFacts } from './routing.records.js';
export { RoutingRulesModule } from './routing-rules.module.js';
