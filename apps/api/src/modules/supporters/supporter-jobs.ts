import { Injectable, type OnModuleInit } from '@nestjs/common';
import { asId, type EscalationId, type UserId } from '@understudy/domain';
import type { JsonObject } from '../../platform/database/index.js';
import { Handlers } from '../../platform/jobs/index.js';
import { AbsentSupporters } from './absent-supporters.service.js';
import { KeepQuestions } from './keep-questions.service.js';
import { LeavingSupporters } from './leaving.service.js';
import { WaitingRoom } from './waiting-room.service.js';

const NAME = 'supporters';

const userIn = (payload: JsonObject): UserId => asId<UserId>(String(payload['user_id']));
const escalationIn = (payload: JsonObject): EscalationId => asId<EscalationId>(String(payload['escalation_id']));

/** Nobody waits while somebody has room, and nobody's work lies about while they are not there. */
@Injectable()
export class SupporterJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly waitingRoom: WaitingRoom,
    private readonly leaving: LeavingSupporters,
    private readonly questions: KeepQuestions,
    private readonly absent: AbsentSupporters,
  ) {}

  onModuleInit(): void {
    // the database itself writes these two, whatever the cause
    this.handlers.onMessage('supporter.slot-free', ({ tenantId }) => this.waitingRoom.shareOut(tenantId), NAME);
    this.handlers.onMessage('escalation.waiting', ({ tenantId }) => this.waitingRoom.serveOrWait(tenantId), NAME);
    this.handlers.onTimer('supporters.look', (tx) => this.waitingRoom.shareOutAll(tx));
    this.handlers.onTimer('escalation.keep', (tx, { payload }) =>
      this.questions.remind(tx, escalationIn(payload), userIn(payload)),
    );
    this.onLeaving();
    this.onAbsences();
  }

  private onLeaving(): void {
    this.handlers.onMessage(
      'supporter.unavailable',
      ({ tenantId, payload }) => this.leaving.handOn(tenantId, userIn(payload)),
      NAME,
    );
    this.handlers.onMessage(
      'escalation.reopened',
      ({ tenantId, payload }) => this.leaving.reopened(tenantId, escalationIn(payload)),
      NAME,
    );
  }

  private onAbsences(): void {
    this.handlers.onMessage(
      'absence.started',
      ({ tenantId, payload }) => this.absent.began(tenantId, userIn(payload)),
      NAME,
    );
    for (const type of ['absence.changed', 'absence.cancelled', 'absence.ended'])
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.absent.mayBeBack(tenantId, userIn(payload), type === 'absence.ended'),
        NAME,
      );
  }
}
