import type { EscalationUpdate, UPDATE_TYPES } from '@understudy/contracts';
import { asId, type EscalationUpdateId, type UserId, withoutMentionIds } from '@understudy/domain';
import type { z } from 'zod';
import type { HistoryEvent } from '../../platform/audit/index.js';
import type { JsonObject } from '../../platform/database/index.js';
import { toSafeHtml } from '../../platform/text/index.js';
import { type PersonName, toPersonRef } from '../customers/index.js';
import { summaryOf } from '../escalations/index.js';
import type { UpdateRecord } from './updates.repository.js';

export type UpdateType = (typeof UPDATE_TYPES)[number];
type Wire = z.output<typeof EscalationUpdate>;

const STATUS = ['acknowledged', 'moved', 'resolved', 'closed', 'reopened', 'voided'];
const ASSIGNMENT = [
  'assigned',
  'transferred',
  'climbed',
  'kept',
  'keep-asked',
  'keep-unanswered',
  'unconfirmed-at-end',
];
const CLOCK = ['sla-warning', 'sla-breached', 'response-breached', 'stale', 'snoozed', 'woken'];

/** Which of PRD-243's kinds an event of the history is; every other event is a change. */
export function updateTypeOf(type: string): UpdateType {
  const name = type.replace(/^escalation\./, '');
  if (name === 'commented' || name === 'comment-corrected') return 'comment';
  if (name === 'broadcast') return 'broadcast';
  if (STATUS.includes(name)) return 'status_change';
  if (ASSIGNMENT.includes(name)) return 'assignment';
  if (CLOCK.includes(name)) return 'clock';
  if (name.startsWith('attach')) return 'attachment';
  if (name.startsWith('draft-')) return 'customer_draft';
  return name.startsWith('war-room') ? 'war_room' : 'change';
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectIn = (event: HistoryEvent, name: 'before' | 'after'): JsonObject | null => {
  const value = isObject(event.data) ? event.data[name] : null;
  return isObject(value) ? { ...value } : null;
};

/** The comment or broadcast an event tells of. */
export const updateIdIn = ({ data }: HistoryEvent): EscalationUpdateId | null => {
  const id = isObject(data) ? data['update_id'] : null;
  return typeof id === 'string' ? asId<EscalationUpdateId>(id) : null;
};

/** What else an event says beside before and after: why somebody owns it now, how much of the time is used. */
const saidIn = ({ data }: HistoryEvent): JsonObject | null => {
  if (!isObject(data)) return null;
  const said = Object.entries(data).filter(([name]) => name !== 'before' && name !== 'after');
  return said.length === 0 ? null : Object.fromEntries(said);
};

/** Why, in the words of whoever did it, or of the product. */
const reasonIn = ({ data }: HistoryEvent): string | null => {
  const [said] = isObject(data) ? [data['reason'], data['explanation'], data['note']].filter((value) => value) : [];
  return typeof said === 'string' ? said : null;
};

export function toUpdate(event: HistoryEvent, row: UpdateRecord | null, people: ReadonlyMap<UserId, PersonName>): Wire {
  const { actor } = event;
  const user = actor.kind === 'user' ? people.get(actor.userId) : undefined;
  const common = { summary: summaryOf(event.type), created_at: event.at };
  if (row !== null) return { ...ofRow(row), ...common };
  return {
    ...common,
    id: null,
    update_type: updateTypeOf(event.type),
    user: user ? toPersonRef(user) : null,
    previous_value: objectIn(event, 'before'),
    new_value: objectIn(event, 'after') ?? saidIn(event),
    reason: reasonIn(event),
    comment: null,
    comment_html: null,
    is_internal: true,
    mentioned: [],
    edits_update_id: null,
    edited_by_update_id: null,
  };
}

const eventOf = ({ updateType, editsUpdateId }: UpdateRecord): string => {
  if (updateType === 'broadcast') return 'escalation.broadcast';
  return editsUpdateId === null ? 'escalation.commented' : 'escalation.comment-corrected';
};

/** As it reads right after it was written. */
export const ofRow = (row: UpdateRecord): Wire => ({
  id: row.id,
  update_type: row.updateType,
  user: toPersonRef(row.user),
  summary: summaryOf(eventOf(row)),
  previous_value: row.previousValue,
  new_value: row.newValue,
  reason: null,
  comment: row.comment,
  comment_html: toSafeHtml(withoutMentionIds(row.comment)),
  is_internal: row.isInternal,
  mentioned: row.mentioned.map(toPersonRef),
  edits_update_id: row.editsUpdateId,
  edited_by_update_id: row.editedByUpdateId,
  created_at: row.createdAt,
});
