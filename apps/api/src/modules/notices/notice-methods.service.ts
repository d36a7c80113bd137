import { Injectable } from '@nestjs/common';
import type { AbsenceId, AssignmentId, NoticeMethod } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { AssignmentsRepository, type By } from '../coverage/index.js';
import { DirectoryRepository } from '../directory/index.js';
import type { NoticeSummary } from './notice.records.js';
import { NoticeNews } from './notice-news.service.js';
import { NoticePlans } from './notice-plans.service.js';
import { NoticeSettings } from './notice-settings.service.js';
import { NoticesRepository } from './notices.repository.js';

/** How customers hear of an absence, and whether they have. */
@Injectable()
export class NoticeMethods {
  constructor(
    private readonly plans: NoticePlans,
    private readonly settings: NoticeSettings,
    private readonly assignments: AssignmentsRepository,
    private readonly directory: DirectoryRepository,
    private readonly notices: NoticesRepository,
    private readonly news: NoticeNews,
  ) {}

  async choose(tx: Tx, by: By, absenceId: AbsenceId, method: NoticeMethod): Promise<void> {
    await this.plans.set(tx, absenceId, method);
    await this.news.planned(tx, by, absenceId, method);
  }

  /** The method of what was sent first; before anything was, the one that holds. Ids that are not there are left out. */
  async summaryOf(tx: Tx, ids: readonly AssignmentId[]): Promise<ReadonlyMap<AssignmentId, NoticeSummary>> {
    const first = new Map((await this.notices.listFirstSent(tx, ids)).map((row) => [row.assignmentId, row]));
    const rows = await Promise.all(ids.map((id) => this.assignments.findById(tx, id)));
    const entries = await Promise.all(
      rows
        .flatMap((row) => (row ? [row] : []))
        .map(async ({ id, absenceId, absent }) => {
          const sent = first.get(id);
          if (sent) return [id, { sent: true, sentAt: sent.sentAt, method: sent.method }] as const;
          const csm = await this.directory.findUser(tx, absent.userId);
          const { method } = await this.settings.of(tx, absenceId, csm?.teamId ?? null);
          return [id, { sent: false, sentAt: null, method }] as const;
        }),
    );
    return new Map<AssignmentId, NoticeSummary>(entries);
  }
}
