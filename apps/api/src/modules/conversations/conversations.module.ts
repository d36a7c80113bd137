import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/index.js';
import { ConversationsController } from './conversations.controller.js';
import { ConversationsRepository } from './conversations.repository.js';
import { ConversationsService } from './conversations.service.js';
import { MessagesRepository } from './messages.repository.js';
import { MessagesService } from './messages.service.js';

@Module({
  imports: [DirectoryModule],
  controllers: [ConversationsController],
  providers: [ConversationsRepository, MessagesRepository, ConversationsService, MessagesService],
  exports: [ConversationsService, MessagesService],
})
export class ConversationsModule {}
