import { Controller } from '@nestjs/common';
import {
  AddConversationMessage,
  CreateConversation,
  GetConversation,
  type InputOf,
  ListConversationMessages,
  ListConversations,
} from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { ConversationsService } from './conversations.service.js';
import { MessagesService } from './messages.service.js';

@Controller()
export class ConversationsController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesService,
  ) {}

  @Endpoint(CreateConversation)
  create(@Caller() caller: CallerContext, @Input() input: InputOf<typeof CreateConversation>) {
    return this.conversations.create(caller, input);
  }

  @Endpoint(ListConversations)
  list(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListConversations>) {
    return this.conversations.list(caller, input);
  }

  @Endpoint(GetConversation)
  get(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GetConversation>) {
    return this.conversations.get(caller, input.conversation_id);
  }

  @Endpoint(AddConversationMessage)
  addMessage(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddConversationMessage>) {
    return this.messages.add(caller, input);
  }

  @Endpoint(ListConversationMessages)
  listMessages(@Caller() caller: CallerContext, @Input() input: InputOf<typeof ListConversationMessages>) {
    return this.messages.list(caller, input);
  }
}
