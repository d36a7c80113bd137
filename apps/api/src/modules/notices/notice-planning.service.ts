import { Injectable } from '@nestjs/common';
import { type AbsenceId, type NoticeChange, type NoticeId, planNotices } from '@understudy/domain';
import type { Tx } from '../../platform/database/index.js';
import { Timers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { type LoadedNotices, type LoadOptions, NoticeWorlds } from './notice-worlds.service.js';
import { type Asked, NoticesRepository } from './notices.repository.js';

export const SEND = 'notice.send';
export const timerKey = (id: NoticeId): string => `notice:${id}:send`;

/** Keeps what is planned in step with absence, coverage, policy and wishes. All inside the caller's transaction. */
@Injectable()
export class NoticePlanning {
  constructor(
    private readonly worlds: NoticeWorlds,
    private readonly notices: NoticesRepository,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** Safe to repeat: planned once more, nothing changes. Given an address, only that contact's. */
  async plan(tx: Tx, absenceId: AbsenceId, options: Pick<LoadOptions, 'address'> = {}): Promise<void> {
    const world = await this.loadLocked(tx, absenceId, options);
    if (world) await this.apply(tx, world, planNotices(world));
  }

  /** Loads under the absence's lock, for decisions that are written. null when there is no such absence. */
  async loadLocked(tx: Tx, absenceId: AbsenceId, options: LoadOptions = {}): Promise<LoadedNotices | null> {
    await this.notices.lockAbsence(tx, absenceId);
    return this.worlds.load(tx, absenceId, options);
  }

  /** Writes changes and sets their timers. What a person asked for carries who and their words. */
  async apply(
    tx: Tx,
    { record }: LoadedNotices,
    changes: readonly NoticeChange[],
    asked: Asked | null = null,
  ): Promise<void> {
    const added = changes.filter((change) => change.do === 'add');
    const set = changes.filter((change) => change.do === 'set');
    const ids = added.length > 0 ? await this.notices.add(tx, record.id, added, asked) : [];
    const idOf = new Map(ids.map(({ id, address, kind }) => [`${kind} ${address}`, id]));
    const due = [
      ...added.flatMap((change) => {
        const id = idOf.get(`${change.kind} ${change.contact.address}`);
        return id === undefined ? [] : [{ id, ...change }];
      }),
      ...set.map((change) => ({ id: change.notice.id, ...change })),
    ];
    await Promise.all([
      ...set.map((change) => this.notices.set(tx, change)),
      ...due.map((change) => this.time(tx, change)),
    ]);
    await this.tellDrafts(tx, record.id, due);
  }

  private async time(tx: Tx, { id, state, sendAt }: { id: NoticeId } & NoticeChange): Promise<void> {
    const key = timerKey(id);
    if (state === 'planned') await this.timers.set(tx, { key, kind: SEND, dueAt: sendAt, payload: { notice_id: id } });
    else await this.timers.cancel(tx, key);
  }

  /** One message for all: a person copies them one after the other anyway. */
  private async tellDrafts(
    tx: Tx,
    absenceId: AbsenceId,
    changes: readonly ({ id: NoticeId } & NoticeChange)[],
  ): Promise<void> {
    const drafts = changes.filter(
      (change) => change.state === 'draft' && (change.do === 'add' || change.notice.state !== 'draft'),
    );
    if (drafts[0])
      await this.outbox.add(tx, {
        type: 'notice.draft',
        absence_id: absenceId,
        notice_id: drafts[0].id,
        count: drafts.length,
      });
  }
}
