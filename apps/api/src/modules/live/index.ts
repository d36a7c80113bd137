export { EventStreams } from './event-streams.js';
export { LiveModule } from './live.module.js';
