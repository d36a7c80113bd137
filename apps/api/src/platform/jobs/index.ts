export { type FiredTimer, type HandleMessage, Handlers, type HandleTimer, type Message } from './handlers.js';
export { JobsModule } from './jobs.module.js';
export { type LiveEvent, LiveEvents, MISSED_EVENTS, type OnLiveEvent } from './live-events.js';
export { DEAD_LETTERS, QUEUE } from './message-queue.js';
export { type Timer, Timers } from './timers.js';
export { historyFolder } from './worker-engine.js';
export { type PendingWork, WorkState } from './work-state.js';
export { stuckWork } from './stuck-work.js';
