import { Controller } from '@nestjs/common';
import { AddonAction, GmailCompose, GmailHome, GmailMessage, type InputOf } from '@understudy/contracts';
import { Caller, type CallerContext, Endpoint, Input } from '../../platform/http/index.js';
import { AddonActions } from './addon-actions.service.js';
import { ComposeCards } from './compose-card.service.js';
import { HomeCards } from './home-card.service.js';
import { MessageCards } from './message-card.service.js';

@Controller()
export class AddonController {
  constructor(
    private readonly homeCards: HomeCards,
    private readonly messageCards: MessageCards,
    private readonly composeCards: ComposeCards,
    private readonly actions: AddonActions,
  ) {}

  @Endpoint(GmailHome)
  async home(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GmailHome>) {
    return { cards: [await this.homeCards.home(caller, input)] };
  }

  @Endpoint(GmailMessage)
  async message(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GmailMessage>) {
    return { cards: [await this.messageCards.forMessage(caller, input)] };
  }

  @Endpoint(GmailCompose)
  async compose(@Caller() caller: CallerContext, @Input() input: InputOf<typeof GmailCompose>) {
    return { cards: [await this.composeCards.card(caller, input)] };
  }

  @Endpoint(AddonAction)
  act(@Caller() caller: CallerContext, @Input() input: InputOf<typeof AddonAction>) {
    return this.actions.run(caller, input);
  }
}
