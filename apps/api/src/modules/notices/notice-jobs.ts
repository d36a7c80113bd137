import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AbsenceId, asId, type AssignmentId, type NoticeId, type UserId } from '@understudy/domain';
import { type Json, type JsonObject, Tenancy } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AssignmentsRepository } from '../coverage/index.js';
import { NoticePlanning, SEND } from './notice-planning.service.js';
import { NoticeSending } from './notice-sending.service.js';

const NAME = 'notices';
/** After which the notices of the absence named in the message may have to be others. */
const MOVES = [
  'notice.plan-changed',
  'coverage.accepted',
  'coverage.approved',
  'coverage.moved',
  'coverage.started',
  'coverage.ended',
  'coverage.declined',
  'coverage.lapsed',
  'coverage.rejected',
  'coverage.released',
  'coverage.portfolio-changed',
  'absence.planned',
  'absence.changed',
  'absence.cancelled',
  'absence.ended',
] as const;
const noticeIn = ({ notice_id }: { readonly notice_id?: Json }): NoticeId => asId<NoticeId>(String(notice_id));

/** What happens to notices by themselves. A timer fires inside a transaction, so what leaves the house goes by a message of its own. */
@Injectable()
export class NoticeJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly tenancy: Tenancy,
    private readonly outbox: Outbox,
    private readonly assignments: AssignmentsRepository,
    private readonly planning: NoticePlanning,
    private readonly sending: NoticeSending,
  ) {}

  onModuleInit(): void {
    for (const type of MOVES)
      this.handlers.onMessage(
        type,
        async ({ tenantId, payload }) =>
          this.tenancy.run(tenantId, (tx) => this.planning.plan(tx, asId<AbsenceId>(String(payload['absence_id'])))),
        NAME,
      );
    this.handlers.onMessage(
      'coverage.taken-over',
      async ({ tenantId, payload }) => {
        await this.tenancy.run(tenantId, async (tx) => {
          const assignment = assignmentIn(payload);
          const row = assignment && (await this.assignments.findById(tx, assignment));
          if (row) await this.planning.plan(tx, row.absenceId);
        });
      },
      NAME,
    );
    this.handlers.onMessage(
      'user.left',
      async ({ tenantId, payload }) => {
        const backup = asId<UserId>(String(payload['user_id']));
        const ids = await this.tenancy.run(tenantId, (tx) => this.assignments.listBackedAbsences(tx, backup));
        for (const id of ids) await this.tenancy.run(tenantId, (tx) => this.planning.plan(tx, id));
      },
      NAME,
    );
    this.handlers.onTimer(SEND, async (tx, { payload }) => {
      await this.outbox.add(tx, { type: 'notice.due', notice_id: noticeIn(payload) });
    });
    this.handlers.onMessage('notice.due', (message) => this.sending.send(message, noticeIn(message.payload)), NAME);
  }
}

const assignmentIn = ({ assignment_id: id }: JsonObject): AssignmentId | null =>
  typeof id === 'string' ? asId<AssignmentId>(id) : null;
