import { useNow } from '@understudy/ui';
import { useNames } from '../admin/routing/use-names.js';
import { useMe } from '../session/session.js';
import { type AuditEvent, type AuditReader, peopleIn } from './audit-words.js';

/** The reader's clock, and the names of whom these events are about. */
export function useAuditReader(events: readonly AuditEvent[]): AuditReader {
  const { user } = useMe();
  const now = useNow();
  const nameOf = useNames(events.flatMap(({ data }) => peopleIn(data)));
  return { timeZone: user.time_zone, now, nameOf };
}
