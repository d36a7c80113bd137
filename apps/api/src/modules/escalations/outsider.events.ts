import type { HistoryEvent } from '../../platform/audit/index.js';
import type { JsonObject } from '../../platform/database/index.js';

const STATUS = ['created', 'acknowledged', 'moved', 'resolved', 'closed', 'reopened', 'voided'];

/**
 * What whoever asked for help reads of an event of the history: that the status changed, without why, and that something was said to
 * them. null: it is internal. `openWords` are the comments and broadcasts that are not.
 */
export function forOutsider(event: HistoryEvent, openWords: ReadonlySet<string>): HistoryEvent | null {
  const data = objectIn(event.data);
  const said = data['update_id'];
  if (typeof said === 'string') return openWords.has(said) ? { ...event, data: { update_id: said } } : null;
  if (!STATUS.includes(event.type.replace(/^escalation\./, ''))) return null;
  const [before, after] = [objectIn(data['before'])['status'], objectIn(data['after'])['status']];
  return {
    ...event,
    data: {
      ...(typeof before === 'string' && { before: { status: before } }),
      ...(typeof after === 'string' && { after: { status: after } }),
    },
  };
}

const objectIn = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
