import { Injectable } from '@nestjs/common';
import { languageOfAll, type RoutingPart, type RoutingValue, vacationReply } from '@understudy/domain';
import { isMailProvider } from '../customers/index.js';
import { GoogleClients } from '../google/index.js';
import { type RoutedCoverage, type RoutingContext, RoutingTarget } from '../routing/index.js';
import { ChangedPeopleRepository, type Mailbox } from './changed-people.repository.js';
import {
  addByHand,
  DELEGATE,
  FILTER,
  filterName,
  filterValue,
  FORWARDING,
  forwardingState,
} from './forwarding-parts.js';
import { atGoogle } from './google-fault.js';
import { GoogleChangeSettings } from './google-change-settings.js';
import type { MailboxPart } from './mailbox-part.js';
import { VACATION, vacationValue } from './vacation-part.js';

const PARTS: Readonly<Record<string, MailboxPart>> = {
  reply: VACATION,
  address: FORWARDING,
  delegate: DELEGATE,
  filter: FILTER,
};

/**
 * The mailbox of whoever is away (PRD-131 FR-5, e-mail): a reply with who is there instead, and mail of covered customers to the backup
 * as well. What Google lets us do depends on how the organisation is connected; what it does not is said line by line.
 */
@Injectable()
export class MailboxTarget extends RoutingTarget {
  readonly type = 'email' as const;
  /** An address that somebody adds by hand is found by looking. */
  override readonly looksAgainAfter = Temporal.Duration.from({ hours: 6 });

  constructor(
    private readonly clients: GoogleClients,
    private readonly people: ChangedPeopleRepository,
    private readonly settings: GoogleChangeSettings,
  ) {
    super();
  }

  async intend(coverage: RoutedCoverage, together: readonly RoutedCoverage[]): Promise<RoutingPart[]> {
    // who stands in second has the mail when the first one is away too, and is first then
    if (coverage.tier > 1) return [];
    const { assignmentId, tenantId, absentUserId, backupUserId } = coverage;
    const connected = await this.clients.can(tenantId, absentUserId, 'vacation');
    if (!connected.yes) return [{ assignmentId, part: '', label: null, because: connected.because }];
    const [absent, backup] = await this.people.mailboxes(tenantId, [absentUserId, backupUserId]);
    if (!absent || !backup) return [];
    const settings = await this.settings.get(tenantId);
    return [
      ...(settings.reply ? [await this.reply(coverage, together, absent)] : []),
      ...(settings.forward ? await this.forward(coverage, absent, backup) : []),
      ...(settings.delegate ? [await this.delegate(coverage, backup)] : []),
    ];
  }

  async read(context: RoutingContext): Promise<RoutingValue> {
    return this.at(context, (part, gmail, about) => part.read(gmail, about));
  }

  async write(context: RoutingContext, value: RoutingValue): Promise<void> {
    await this.at(context, (part, gmail, about) => part.write(gmail, about, value));
  }

  private async at<R>(
    { tenantId, absentUserId, part: name }: RoutingContext,
    work: (part: MailboxPart, gmail: Parameters<MailboxPart['read']>[0], about: string) => Promise<R>,
  ): Promise<R> {
    const at = name.indexOf(':');
    const part = PARTS[at < 0 ? name : name.slice(0, at)];
    if (!part) throw new Error(`a mailbox has no ${name}`);
    const absent = await this.people.mailbox(tenantId, absentUserId);
    return atGoogle(async () => {
      const { gmail } = await this.clients.of(tenantId, absent, part.need);
      return work(part, gmail, name.slice(at + 1));
    });
  }

  /** One for the absence: from the first coverage's start to the last one's end, naming all who stand in. */
  private async reply(
    { assignmentId, tenantId, absenceId, startsAt }: RoutedCoverage,
    together: readonly RoutedCoverage[],
    absent: Mailbox,
  ): Promise<RoutingPart> {
    const first = together.filter(({ tier }) => tier === 1);
    const ids = [...new Set(first.map(({ backupUserId }) => backupUserId))];
    const customers = first.flatMap(({ customerIds }) => customerIds);
    const [backups, organisation, lastOn, languages] = await Promise.all([
      this.people.mailboxes(tenantId, ids),
      this.people.organisation(tenantId),
      this.people.lastDay(tenantId, absenceId),
      this.people.languages(tenantId, customers),
    ]);
    const words = vacationReply({ csm: absent, organisation, backups, lastOn }, languageOfAll(languages));
    const starts = first.map(({ startsAt }) => startsAt).toSorted(Temporal.Instant.compare);
    const ends = first.flatMap(({ endsAt }) => endsAt ?? []).toSorted(Temporal.Instant.compare);
    const isOpenEnded = ends.length < first.length;
    const intended = vacationValue(words, starts[0] ?? startsAt, isOpenEnded ? null : (ends.at(-1) ?? null));
    return { assignmentId, part: 'reply', label: 'Reply while away', isShared: true, intended };
  }

  private async forward(coverage: RoutedCoverage, absent: Mailbox, backup: Mailbox): Promise<RoutingPart[]> {
    const { assignmentId, tenantId, customerIds } = coverage;
    // rows from before they were refused: with a mail provider's, letters of strangers would be forwarded
    const domains = (await this.people.customerDomains(tenantId, customerIds)).filter(
      ({ domain }) => !isMailProvider(domain),
    );
    if (domains.length === 0) return [];
    const addressing = await this.clients.can(tenantId, absent.userId, 'forwarding');
    const isThere = addressing.yes || (await this.isForwardable(coverage, absent, backup));
    const address = {
      assignmentId,
      part: `address:${backup.email}`,
      label: `Forwarding to ${backup.name}`,
      isShared: true,
      intended: { forwardingEmail: backup.email },
    };
    return [
      ...(addressing.yes ? [address] : []),
      ...domains.map(({ domain }) => ({
        assignmentId,
        part: filterName(domain, backup.email),
        label: `Mail from ${domain}`,
        ...(isThere ? { intended: filterValue(domain, backup.email) } : { because: addByHand(backup.email) }),
      })),
    ];
  }

  private isForwardable({ tenantId }: RoutedCoverage, absent: Mailbox, { email }: Mailbox): Promise<boolean> {
    return atGoogle(async () => {
      const { gmail } = await this.clients.of(tenantId, absent, 'filters');
      return (await forwardingState(gmail, email)) === 'accepted';
    });
  }

  private async delegate(
    { assignmentId, tenantId, absentUserId }: RoutedCoverage,
    backup: Mailbox,
  ): Promise<RoutingPart> {
    const can = await this.clients.can(tenantId, absentUserId, 'delegates');
    return {
      assignmentId,
      part: `delegate:${backup.email}`,
      label: `${backup.name} may open the mailbox`,
      isShared: true,
      ...(can.yes ? { intended: { delegateEmail: backup.email } } : { because: can.because }),
    };
  }
}
