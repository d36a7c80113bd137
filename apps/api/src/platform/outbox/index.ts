export { Deliveries, type Delivery, DeliveryTaken } from './deliveries.js';
export { Outbox, type OutboxMessage } from './outbox.js';
export { OutboxModule } from './outbox.module.js';
export { type Enqueue, type RelayedMessage, Relay } from './relay.js';
