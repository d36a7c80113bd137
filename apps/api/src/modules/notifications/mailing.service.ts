import { Inject, Injectable } from '@nestjs/common';
import {
  isAbsentAt,
  isMailAddress,
  mailAddress,
  mayBeToldWhileAway,
  type OutgoingMail,
  outgoingMail,
  plainText,
  roster,
  type UserId,
  withoutMentionIds,
} from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { MailChannel, MailRefused } from '../mail/index.js';
import { ResponsibleService } from '../responsibility/index.js';
import { type Digest, MailsRepository } from './mails.repository.js';

const MOST_DETAILS = 10_000;
const indented = (text: string): string => text.replace(/^/gm, '  ').concat('\n');

/**
 * One e-mail with what is unread. Right before it leaves everything is asked again: whoever went away meanwhile, left, or does not
 * want e-mails gets none; what is in it they find in the app.
 */
@Injectable()
export class MailingService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly mails: MailsRepository,
    private readonly responsible: ResponsibleService,
    private readonly channel: MailChannel,
  ) {}

  /** Sends it once; a second try of what arrived already is recognised by its key. */
  async send({ tenantId, confirm }: Pick<Message, 'tenantId' | 'confirm'>, id: string): Promise<void> {
    const mail = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id));
    if (mail === null) return;
    await confirm();
    try {
      await this.channel.send(mail);
      await this.tenancy.run(tenantId, (tx) => this.mails.settle(tx, id, 'sent'));
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      await this.tenancy.run(tenantId, (tx) => this.mails.settle(tx, id, 'failed'));
    }
  }

  private async prepare(tx: Tx, id: string): Promise<OutgoingMail | null> {
    const digest = await this.mails.findWaiting(tx, id);
    if (digest === null) return null;
    if (!(await this.channel.isConnected(tx.tenantId))) return this.settle(tx, id, 'not_connected');
    const isAway = await this.isAway(tx, digest.userId);
    const items = digest.items.filter(({ kind, because }) => {
      const isOwn = because === 'yourself' && mayBeToldWhileAway(kind, 'absent');
      return !isAway || isOwn;
    });
    if (!digest.isActive || digest.email === 'none' || items.length === 0) return this.settle(tx, id, 'suppressed');
    // an address that can never be written to: said once, and what is in it stands in the app
    if (!isMailAddress(digest.address)) return this.settle(tx, id, 'failed');
    return this.write(tx, { ...digest, items });
  }

  private async settle(tx: Tx, id: string, state: 'not_connected' | 'suppressed' | 'failed'): Promise<null> {
    await this.mails.settle(tx, id, state);
    return null;
  }

  private async isAway(tx: Tx, userId: UserId): Promise<boolean> {
    const { rows } = await this.responsible.load(tx, [], tx.now, { userIds: [userId] });
    return isAbsentAt(userId, tx.now, roster(rows));
  }

  private write({ tenantId }: Tx, { id, name, address, items }: Digest): OutgoingMail {
    const [first] = items;
    const lines = items.map(
      ({ title, also, details, link }) =>
        `- ${[title, ...also.map((other) => `  ${other}`)].join('\n')}\n${details === null ? '' : indented(plainText(withoutMentionIds(details), MOST_DETAILS))}  ${this.env.apiUrl}${link}`,
    );
    return outgoingMail({
      tenantId,
      key: `notification-${id}`,
      from: mailAddress('Understudy', `understudy@${address.slice(address.lastIndexOf('@') + 1)}`),
      to: [mailAddress(name, address)],
      subject: items.length === 1 && first ? first.title : `${items.length} things you should know`,
      text: [
        ...lines,
        '',
        `How you are told: ${this.env.apiUrl}/settings/notifications`,
        'Understudy writes this because somebody is away, or because it is about your customers or an escalation you are on.',
      ].join('\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }
}
