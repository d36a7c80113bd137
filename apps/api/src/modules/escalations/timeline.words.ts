import type { TimelineEvent } from '@understudy/contracts';
import type { UserId } from '@understudy/domain';
import type { z } from 'zod';
import type { HistoryEvent } from '../../platform/audit/index.js';
import type { PersonName } from '../customers/index.js';

/** What stands in the timeline, by the type of the event; a type that is missing stands under its own name. */
const SUMMARIES: Readonly<Record<string, string>> = {
  'escalation.created': 'Escalated',
  'escalation.acknowledged': 'Took it on',
  'escalation.moved': 'Moved it',
  'escalation.resolved': 'Resolved it',
  'escalation.closed': 'Closed it',
  'escalation.reopened': 'Reopened it',
  'escalation.voided': 'Took it back',
  'escalation.assigned': 'Changed who owns it',
  'escalation.changed': 'Changed it',
  'escalation.stakeholder-added': 'Put somebody on it',
  'escalation.stakeholder-removed': 'Took somebody off it',
  'escalation.sla-warning': 'Three quarters of the time are used',
  'escalation.sla-breached': 'Over time: the resolution is late',
};

export const toTimelineEvent = (
  event: HistoryEvent,
  people: ReadonlyMap<UserId, PersonName>,
): z.output<typeof TimelineEvent> => ({
  seq: event.seq,
  at: event.at,
  type: event.type,
  actor:
    event.actor.kind === 'user'
      ? {
          kind: 'user',
          name: people.get(event.actor.userId)?.name ?? 'somebody who left',
          user_id: event.actor.userId,
          surface: event.actor.surface,
        }
      : { kind: 'system', name: 'Understudy', user_id: null, surface: event.actor.name },
  summary: SUMMARIES[event.type] ?? event.type,
  data: typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? { ...event.data } : {},
});
