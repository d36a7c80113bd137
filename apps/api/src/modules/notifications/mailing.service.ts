import { Inject, Injectable } from '@nestjs/common';
import {
  isMailAddress,
  mailAddress,
  type OutgoingMail,
  outgoingMail,
  plainText,
  withoutMentionIds,
} from '@understudy/domain';
import { ENV, type Env } from '../../config/index.js';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { Message } from '../../platform/jobs/index.js';
import { MailChannel, MailRefused } from '../mail/index.js';
import { DigestReader } from './digest-reader.service.js';
import { type Digest, DigestsRepository } from './digests.repository.js';

const MOST_DETAILS = 10_000;
const indented = (text: string): string => text.replace(/^/gm, '  ').concat('\n');

/** One e-mail with what is unread; what is in it and is not sent they find in the app. */
@Injectable()
export class MailingService {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly tenancy: Tenancy,
    private readonly digests: DigestsRepository,
    private readonly reader: DigestReader,
    private readonly channel: MailChannel,
  ) {}

  /** Sends it once; a second try of what arrived already is recognised by its key. */
  async send({ tenantId, confirm }: Pick<Message, 'tenantId' | 'confirm'>, id: string): Promise<void> {
    const mail = await this.tenancy.run(tenantId, (tx) => this.prepare(tx, id));
    if (mail === null) return;
    await confirm();
    try {
      await this.channel.send(mail);
      await this.tenancy.run(tenantId, (tx) => this.digests.settle(tx, id, 'sent'));
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      await this.tenancy.run(tenantId, (tx) => this.digests.settle(tx, id, 'failed'));
    }
  }

  private async prepare(tx: Tx, id: string): Promise<OutgoingMail | null> {
    if (!(await this.channel.isConnected(tx.tenantId, tx))) return this.settle(tx, id, 'not_connected');
    const digest = await this.reader.open(tx, 'email', id);
    if (digest === null) return null;
    // an address that can never be written to: said once, and what is in it stands in the app
    if (!isMailAddress(digest.address)) return this.settle(tx, id, 'failed');
    return this.write(tx, digest);
  }

  private async settle(tx: Tx, id: string, state: 'not_connected' | 'failed'): Promise<null> {
    await this.digests.settle(tx, id, state);
    return null;
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
