export { ConversationsModule } from './conversations.module.js';
export { ConversationsService } from './conversations.service.js';
export type { ConversationRecord } from './conversation.records.js';
export { MessagesService } from './messages.service.js';
