import { Injectable } from '@nestjs/common';
import { absenceInStatus, type SlackStatus, statusSighting, type TenantId, type UserId } from '@understudy/domain';
import { z } from 'zod';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import { AbsenceIntakeService } from '../absences/index.js';
import { DirectoryRepository } from '../directory/index.js';
import { absenceInTitle } from '../google/index.js';
import { SlackConnections } from './slack-connections.service.js';
import { isSlackFailure } from './slack-failure.js';
import { SlackPeople } from './slack-people.service.js';
import { SlackPeopleRepository } from './slack-people.repository.js';

/** The end of the year 2199, as everywhere on the wire. */
const LAST_SECOND = 7_258_118_399;

const Profile = z.object({
  status_text: z.string().default(''),
  status_emoji: z.string().default(''),
  /** Seconds since 1970; 0: until it is cleared, and so is what is no moment a person could mean. */
  status_expiration: z.int().min(0).max(LAST_SECOND).catch(0),
});

const BY_SLACK = { actor: { kind: 'system', name: 'slack' } } as const;
const MOST_TITLE = 200;

/**
 * A status that says "away" becomes a suggestion (product.md 14). The event is only a hint, as with calendars: the profile is read as it is
 * now, so that two events of one moment, or events in the wrong order, end the same.
 */
@Injectable()
export class SlackStatusService {
  constructor(
    private readonly connections: SlackConnections,
    private readonly slackPeople: SlackPeople,
    private readonly people: SlackPeopleRepository,
    private readonly tenancy: Tenancy,
    private readonly directory: DirectoryRepository,
    private readonly intake: AbsenceIntakeService,
  ) {}

  /** Throws what Slack's client throws when Slack cannot say now: it is asked again. */
  async read(tenantId: TenantId, slackUserId: string): Promise<void> {
    const slack = await this.connections.of(tenantId);
    const userId = slack && (await this.slackPeople.userOf(tenantId, slackUserId));
    if (!slack || !userId) return;
    try {
      const { user } = await slack.web.users.info({ user: slackUserId });
      await this.take(tenantId, userId, slackUserId, statusIn(Profile.parse(user?.profile ?? {})));
    } catch (error) {
      if (!isSlackFailure(error) || (await this.connections.failed(tenantId, error)).kind === 'wait') throw error;
    }
  }

  private async take(tenantId: TenantId, userId: UserId, slackUserId: string, status: SlackStatus): Promise<void> {
    await this.tenancy.run(tenantId, async (tx) => {
      const before = await this.people.lockStatus(tx, userId);
      const kind = absenceInStatus(status, absenceInTitle(status.text), tx.now);
      if (kind === null) return this.clear(tx, userId, before);
      const { timeZone } = await this.directory.getUser(tx, userId);

      const key = before ?? `${slackUserId}:${tx.now.epochMilliseconds}`;
      const since = Temporal.Instant.fromEpochMilliseconds(Number(key.split(':')[1]));
      const sighting = statusSighting(
        { userId, timeZone, certainty: 'suggestion' },
        { key, since, kind, expiresAt: status.expiresAt },
      );

      if (before === null) await this.people.setStatus(tx, userId, key);
      const title = status.text === '' ? null : status.text.slice(0, MOST_TITLE);
      await this.intake.take(tx, userId, sighting, { title }, BY_SLACK);
    });
  }

  private async clear(tx: Tx, userId: UserId, before: string | null): Promise<void> {
    if (before === null) return;
    await this.people.setStatus(tx, userId, null);
    await this.intake.take(
      tx,
      userId,
      { ref: { source: 'slack', externalId: before }, isGone: true },
      { title: null },
      BY_SLACK,
    );
  }
}

const statusIn = ({ status_text, status_emoji, status_expiration }: z.output<typeof Profile>): SlackStatus => ({
  text: status_text.replaceAll('\0', '').toWellFormed(),
  emoji: status_emoji,
  expiresAt: status_expiration > 0 ? Temporal.Instant.fromEpochMilliseconds(status_expiration * 1000) : null,
});
