export { Chat, type ChatItem, type ChatMessage, ChatRefused, PluggedChat } from './chat.js';
export { NotificationsModule } from './notifications.module.js';
export { NotificationsService } from './notifications.service.js';
