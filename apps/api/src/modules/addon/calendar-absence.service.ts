import { Injectable } from '@nestjs/common';
import { absenceCard, type AbsenceView as CardView, cancelAbsenceCard, type CoverView } from '@understudy/cards';
import type { Card } from '@understudy/contracts';
import { type AbsenceId, asId, DomainError, type UserId } from '@understudy/domain';
import { Tenancy, type Tx } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { AbsenceChanges, AbsenceRights, type AbsenceView, AbsenceViews } from '../absences/index.js';
import { AccessService, DirectoryRepository } from '../directory/index.js';
import { NoticesService } from '../notices/index.js';
import { absenceUrl, CalendarFrames, type CalendarReader, timeOf } from './calendar-frame.service.js';

type Briefs = { readonly ready: number; readonly all: number } | null;
type Assignment = AbsenceView['coverage']['assignments'][number];

/** The state of an absence on a card: who covers, who has not answered, what happens when. */
@Injectable()
export class AbsenceCards {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly frames: CalendarFrames,
    private readonly rights: AbsenceRights,
    private readonly views: AbsenceViews,
    private readonly changes: AbsenceChanges,
    private readonly notices: NoticesService,
    private readonly access: AccessService,
    private readonly directory: DirectoryRepository,
  ) {}

  /** Throws absences.not-found. */
  async state(caller: CallerContext, reader: CalendarReader, id: AbsenceId, briefs: Briefs = null): Promise<Card> {
    const telling = await this.telling(caller, id);
    const { userId } = await this.tenancy.run(caller.tenantId, (tx) => this.rights.getVisible(tx, caller, id));
    const mail = await this.frames.mailChanges(caller.tenantId, userId);
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { frame } = await this.frames.of(tx, caller, reader);
      const record = await this.rights.getVisible(tx, caller, id);
      const view = await this.views.of(tx, caller, record);
      const gaps = await this.views.gaps(tx, [record]);
      return absenceCard({
        frame,
        absenceId: id,
        url: absenceUrl(frame, id),
        person: personOf(caller, view),
        time: timeOf(record, frame),
        state: stateOf(view),
        counts: {
          customerCount: view.coverage.customer_count,
          coveredCount: view.coverage.accepted,
          askedCount: view.coverage.waiting,
          covers: view.coverage.assignments.filter(isAgreed).map(({ backup }) => nameOf(backup)),
        },
        covers: await this.covers(tx, view),
        withoutAnybody: gaps.map(({ customer }) => customer.name),
        tellsCustomersAt: telling.at && String(telling.at),
        tellsAfterYes: telling.isWanted && view.coverage.waiting > 0,
        changesMail: mail.reply || mail.forward,
        mayChange: await this.access.mayManage(tx, caller, record.userId),
        briefs,
      });
    });
  }

  async cancelForm(caller: CallerContext, reader: CalendarReader, id: AbsenceId): Promise<Card> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const { frame } = await this.frames.of(tx, caller, reader);
      const record = await this.rights.getManaged(tx, caller, id);
      const view = await this.views.of(tx, caller, record);
      return cancelAbsenceCard({
        frame,
        absenceId: id,
        person: personOf(caller, view),
        time: timeOf(record, frame),
        isRunning: view.status === 'active',
        covers: view.coverage.assignments.filter(isOpen).map(({ backup }) => nameOf(backup)),
      });
    });
  }

  /** Pressed twice it is off once. */
  async cancel(caller: CallerContext, id: AbsenceId, reason: string | undefined): Promise<void> {
    await this.changes.cancel(caller, { absence_id: id, ...(reason ? { reason } : {}) }).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'absences.ended') throw error;
    });
  }

  /** When the first customer is told; nothing for whoever may not know, and when nobody is to be told any more. */
  private async telling(
    caller: CallerContext,
    id: AbsenceId,
  ): Promise<{ at: Temporal.Instant | null; isWanted: boolean }> {
    const list = await this.notices.list(caller, id).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'identity.not-allowed') return null;
      throw error;
    });
    const planned = (list?.items ?? []).filter(({ state }) => state === 'planned').map(({ send_at }) => send_at);
    return { at: planned.toSorted(Temporal.Instant.compare)[0] ?? null, isWanted: list?.method === 'auto' };
  }

  private async covers(tx: Tx, view: AbsenceView): Promise<CoverView[]> {
    const approvers = await this.directory.namesOf(
      tx,
      view.coverage.assignments.flatMap(({ approver_user_id }) =>
        approver_user_id === null ? [] : [asId<UserId>(approver_user_id)],
      ),
    );
    const order = { accepted: 0, asked: 1, 'awaits-approval': 2, declined: 3 } as const;
    return view.coverage.assignments
      .flatMap((row): CoverView[] => {
        const state = coverState(row);
        const approver = row.approver_user_id && approvers.get(asId<UserId>(row.approver_user_id));
        if (!state) return [];
        return [
          {
            person: nameOf(row.backup),
            customerCount: row.covered_customer_ids.length,
            state,
            at: atOf(row, state),
            approver: approver ? { name: approver.name, detail: approver.place } : null,
          },
        ];
      })
      .toSorted((a, b) => order[a.state] - order[b.state]);
  }
}

/** The reader's own absence names nobody. */
export const personOf = (caller: CallerContext, { user }: Pick<AbsenceView, 'user'>): CardView['person'] =>
  user.user_id === caller.userId ? null : nameOf(user);

const nameOf = ({ name, place }: { readonly name: string; readonly place: string | null }) => ({ name, detail: place });

const isAgreed = ({ accepted_at, status }: Assignment): boolean => accepted_at !== null && status !== 'completed';
const isOpen = ({ status }: Assignment): boolean =>
  status === 'pending' || status === 'accepted' || status === 'active';

const stateOf = ({ status }: AbsenceView): CardView['state'] =>
  status === 'cancelled' ? 'cancelled' : status === 'completed' ? 'over' : status === 'active' ? 'running' : 'ahead';

function coverState(row: Assignment): CoverView['state'] | null {
  if (row.status === 'declined') return 'declined';
  if (row.status === 'completed') return null;
  if (row.accepted_at !== null) return 'accepted';
  return row.approval === 'waiting' ? 'awaits-approval' : 'asked';
}

function atOf(row: Assignment, state: CoverView['state']): string | null {
  const at = { accepted: row.accepted_at, asked: row.answer_by, 'awaits-approval': row.approve_by, declined: null }[
    state
  ];
  return at && String(at);
}
