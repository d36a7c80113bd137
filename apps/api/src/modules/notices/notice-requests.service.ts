import { Injectable } from '@nestjs/common';
import type { NotifyCustomers, OutputOf } from '@understudy/contracts';
import { type AssignmentId, DomainError, type NoticeRequest } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import type { AssignmentRecord, By } from '../coverage/index.js';
import { NoticeDesks } from './notice-desks.service.js';
import { NoticeNews } from './notice-news.service.js';
import { NoticePlanning } from './notice-planning.service.js';
import { toNoticeView, toPreview } from './notice.mapper.js';
import type { ContactRecord } from './notice.records.js';
import type { LoadedNotices } from './notice-worlds.service.js';
import { type Asked, NoticesRepository } from './notices.repository.js';

type Views = OutputOf<typeof NotifyCustomers>['items'];

/** What people ask for, shown before or written down. */
@Injectable()
export class NoticeRequests {
  constructor(
    private readonly planning: NoticePlanning,
    private readonly notices: NoticesRepository,
    private readonly desks: NoticeDesks,
    private readonly news: NoticeNews,
  ) {}

  /** Under the absence's lock; for a preview as if the backup had said yes. */
  async load(tx: Tx, { absenceId, id }: AssignmentRecord, isPreview: boolean): Promise<LoadedNotices> {
    const world = await this.planning.loadLocked(tx, absenceId, isPreview ? { assumed: id } : {});
    if (!world) throw new DomainError('coverage.assignment-not-found');
    return world;
  }

  async preview(
    tx: Tx,
    world: LoadedNotices,
    contacts: readonly ContactRecord[],
    asked: readonly NoticeRequest[],
    message: string | null,
  ): Promise<Views> {
    const desk = await this.desks.open(tx, world);
    const recordOf = new Map(contacts.map((contact) => [`${contact.customerId} ${contact.address}`, contact]));
    return asked
      .filter(({ reason }) => reason === null)
      .flatMap(({ contact, sendAt }) => {
        const record = recordOf.get(`${contact.customerId} ${contact.address}`);
        return record ? [toPreview(record, sendAt, message, world, desk)] : [];
      });
  }

  /** Plans what was asked for and answers it as it stands now. */
  async place(
    tx: Tx,
    world: LoadedNotices,
    assignmentId: AssignmentId,
    asked: readonly NoticeRequest[],
    wanted: Asked,
    by: By,
  ): Promise<Views> {
    const granted = asked.filter(({ reason }) => reason === null);
    const isFor = new Set(granted.map(({ contact }) => contact.address));
    const known = world.notices.filter(({ address, kind }) => kind === 'introduction' && isFor.has(address));
    await this.planning.apply(
      tx,
      world,
      asked.flatMap(({ change }) => change ?? []),
      wanted,
    );
    await Promise.all(known.map(({ id }) => this.notices.setAsked(tx, id, wanted)));
    await this.news.requested(tx, by, world.record.id, assignmentId, granted.length);

    const after = { ...world, notices: await this.notices.listOfAbsence(tx, world.record.id) };
    const desk = await this.desks.open(tx, after);
    return after.notices
      .filter(({ address, kind }) => kind === 'introduction' && isFor.has(address))
      .map((notice) => toNoticeView(notice, after, desk));
  }
}
