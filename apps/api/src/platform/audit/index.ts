export { AuditModule } from './audit.module.js';
export { type ChainReport, type ChainRow, checkChain, EMPTY_CHAIN, linkHash } from './chain.js';
export type { Actor, HistoryEvent, NewEvent } from './event.js';
export { History, type HistoryFilter } from './history.js';
export { RecentChain } from './recent-chain.js';
