import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Handlers, LiveEvents } from '../../platform/jobs/index.js';

/** Messages that open pages want to know of; they carry ids only. */
const TOLD = [
  'absence.planned',
  'absence.suggested',
  'absence.changed',
  'absence.started',
  'absence.cancelled',
  'absence.ended',
  'coverage.requested',
  'coverage.accepted',
  'coverage.declined',
  'coverage.moved',
  'coverage.started',
  'coverage.ended',
  'coverage.activity-logged',
  'briefs.written',
  'customer.changed',
  'escalation.created',
  'escalation.changed',
  'escalation.sla-warning',
  'escalation.sla-breached',
  'escalation.commented',
  'escalation.broadcast',
  'escalation.attached',
  'escalation.climbed',
  'escalation.response-breached',
  'escalation.draft-waiting',
  'escalation.war-room-opened',
  'escalation.war-room-missing',
  'conversation.message-added',
  'supporter.available',
  'supporter.unavailable',
  'coverage.approval-requested',
  'coverage.approved',
  'coverage.rejected',
  'coverage.lapsed',
  'coverage.released',
  'coverage.gap',
  'coverage.taken-over',
  'coverage.portfolio-changed',
  'notice.sent',
  'notice.failed',
  'notice.draft',
  'notification.created',
  'routing.applied',
  'routing.reverted',
  'routing.conflict',
  'handback.ready',
  'handback.completed',
  'directory.user-changed',
  'settings.changed',
] as const;

@Injectable()
export class LiveJobs implements OnModuleInit {
  constructor(
    private readonly handlers: Handlers,
    private readonly live: LiveEvents,
  ) {}

  onModuleInit(): void {
    for (const type of TOLD)
      this.handlers.onMessage(
        type,
        ({ tenantId, payload }) => this.live.publish(tenantId, { type, ...payload }),
        'live',
      );
  }
}
