import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OutgoingMail, TenantId } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { MailChannel, type MailTaken } from './mail-channel.js';

/** A way to send from somebody's own mailbox, where the organisation connected it. Fails as {@link MailChannel} does. */
export abstract class PersonalMail {
  /** Whether the organisation can send like that at all. */
  abstract isConnected(tenantId: TenantId, tx?: Tx): Promise<boolean>;
  /** Whether this one goes that way. Once it was tried there it stays there: only who may have sent it can tell. */
  abstract takes(mail: OutgoingMail): Promise<boolean>;
  abstract send(mail: OutgoingMail): Promise<MailTaken>;
}

/** Where the module that knows such a way registers it. */
@Injectable()
export class PersonalMails {
  private way: PersonalMail | null = null;

  /** Once. */
  register(way: PersonalMail): void {
    if (this.way) throw new Error('two ways of personal mail');
    this.way = way;
  }

  find(): PersonalMail | null {
    return this.way;
  }
}

/** From the sender's own mailbox where that is possible, else by the organisation's mail service. */
export class ChosenMailChannel extends MailChannel implements OnApplicationShutdown {
  constructor(
    private readonly general: MailChannel & Partial<OnApplicationShutdown>,
    private readonly personal: PersonalMails,
  ) {
    super();
  }

  async isConnected(tenantId: TenantId, tx?: Tx): Promise<boolean> {
    if (await this.general.isConnected(tenantId, tx)) return true;
    return (await this.personal.find()?.isConnected(tenantId, tx)) ?? false;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.general.onApplicationShutdown?.();
  }

  async send(mail: OutgoingMail): Promise<MailTaken> {
    const personal = this.personal.find();
    return personal && (await personal.takes(mail)) ? personal.send(mail) : this.general.send(mail);
  }
}
