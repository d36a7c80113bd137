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
  'escalation.sla-warning': 'A good part of the time is used',
  'escalation.sla-breached': 'Over time: the resolution is late',
  'escalation.response-breached': 'Over time: nobody answered',
  'escalation.stale': 'Nobody did anything for a while',
  'escalation.snoozed': 'Kept it quiet',
  'escalation.climbed': 'Went to the next level',
  'escalation.unconfirmed-at-end': 'Nobody answers, and nobody is left above',
  'escalation.calendar-changed': 'Counts by a changed calendar',
  'escalation.commented': 'Commented',
  'escalation.comment-corrected': 'Corrected a comment',
  'escalation.broadcast': 'Told everybody on it',
  'escalation.draft-written': 'Wrote to the customer; it waits for approval',
  'escalation.draft-edited': 'Changed the words to the customer; they wait for approval',
  'escalation.draft-approved': 'Approved the words to the customer',
  'escalation.draft-rejected': 'Did not approve the words to the customer',
  'escalation.draft-sending': 'Sent the approved words to the customer',
  'escalation.draft-sent': 'The e-mail to the customer has left',
  'escalation.draft-failed': 'The e-mail to the customer could not be sent',
  'escalation.draft-to-copy': 'No mail service is connected: the words to the customer are to be copied',
  'escalation.war-room-wanted': 'Asked for a war room',
  'escalation.war-room-opened': 'The war room is open',
  'escalation.war-room-missing': 'There is no war room: the discussion here takes its place',
  'escalation.war-room-closed': 'The war room is closed',
  'escalation.attached': 'Attached a file',
  'escalation.attachment-removed': 'Withdrew a file',
  'escalation.action-settled': 'Settled a suggested action',
  'escalation.transferred': 'Handed it over',
  'escalation.keep-asked': 'Asked whoever leaves whether they keep it',
  'escalation.kept': 'Keeps it',
  'escalation.keep-unanswered': 'No answer whether they keep it',
};

/** What an event is called in a timeline. */
export const summaryOf = (type: string): string => SUMMARIES[type] ?? type;

/** The people who did something in these events. */
export const actorsOf = (events: readonly HistoryEvent[]): UserId[] =>
  events.flatMap(({ actor }) => (actor.kind === 'user' ? [actor.userId] : []));

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
  summary: summaryOf(event.type),
  data: typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? { ...event.data } : {},
});
