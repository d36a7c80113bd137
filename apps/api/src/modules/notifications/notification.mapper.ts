import type { Notification } from '@understudy/contracts';
import { whyWords } from '@understudy/domain';
import type { z } from 'zod';
import type { CauseRecord, NotificationRecord } from './notification.records.js';

type Wire = z.output<typeof Notification>;

const titleOf = ({ title, happened, bundleKey }: NotificationRecord): string => {
  if (bundleKey.startsWith('more:')) return `Much is happening: ${happened} more. The latest: ${title}`;
  return happened === 1 ? title : `${title} (and ${happened - 1} more)`;
};

/**
 * As its reader may see it. `isClosed`: the coverage it came by is over, so of the customer nothing is shown any more, only that
 * something was (reliability.md: a former backup is out).
 */
export const toNotification = (row: NotificationRecord, causes: readonly CauseRecord[], isClosed: boolean): Wire => ({
  id: row.id,
  kind: row.kind,
  urgency: row.urgency,
  title: isClosed ? `Something at a customer you looked after for ${row.forName ?? 'a colleague'}` : titleOf(row),
  why: isClosed
    ? `You looked after this customer for ${row.forName ?? 'a colleague'} then.`
    : whyWords(row.because, row.forName),
  details: isClosed ? null : row.details,
  link: isClosed ? null : row.link,
  customer: isClosed || row.customer === null ? null : { customer_id: row.customer.id, name: row.customer.name },
  absence_id: row.absenceId,
  escalation_id: isClosed ? null : row.escalationId,
  assignment_id: row.assignmentId,
  count: row.happened,
  items: isClosed ? [] : causes.map(({ kind, title, happenedAt }) => ({ kind, title, at: happenedAt })),
  first_at: row.firstAt,
  last_at: row.lastAt,
  read_at: row.readAt,
});
