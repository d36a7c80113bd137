export { activityCard, declineCard } from './answer-cards.js';
export { escalateCard, escalatedCard } from './escalate-card.js';
export { acceptedText, homeCard } from './home-card.js';
export { messageCard } from './message-card.js';
export type * from './views.js';
export type { Reader } from './when.js';
