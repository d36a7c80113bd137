import { DataTable, formatMoment, formatTime, Person, useNow } from '@understudy/ui';
import { Bot } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import {
  changesOf,
  factsOf,
  pageOf,
  recordWords,
  typeWords,
  type AuditEvent,
  type AuditReader,
} from './audit-words.js';
import { useAuditReader } from './use-audit-reader.js';

export interface AuditTableProps {
  readonly events: readonly AuditEvent[];
  readonly onOpen: (event: AuditEvent) => void;
}

/** Events, newest first: what with was → is, who, when, its number in the chain. */
export function AuditTable({ events, onOpen }: AuditTableProps) {
  const { user } = useMe();
  const now = useNow();
  const reader = useAuditReader(events);
  return (
    <DataTable
      caption="Events, newest first"
      rowKey={(event) => String(event.seq)}
      groups={[{ key: 'all', head: null, rows: events }]}
      columns={[
        {
          key: 'what',
          head: 'What',
          width: '46%',
          narrow: 'wide',
          cell: (event) => (
            <span className="lines">
              <span className="flex min-w-0 items-baseline gap-2">
                <button
                  type="button"
                  className="flex-none text-left font-medium hover:underline"
                  onClick={() => onOpen(event)}
                  aria-label={`Event ${event.seq}: ${typeWords(event.type)}`}
                >
                  {typeWords(event.type)}
                </button>
                <Subject subject={event.subject} />
              </span>
              <Said data={event.data} reader={reader} />
            </span>
          ),
        },
        {
          key: 'who',
          head: 'Who',
          width: '24%',
          cell: (event) =>
            event.actor.kind === 'user' ? (
              <Person
                name={event.actor.name}
                note={event.actor.surface}
                kind={event.actor.user_id === user.id ? 'you' : 'other'}
              />
            ) : (
              <span className="flex items-center gap-2 text-ink-2">
                <Bot className="i" />
                <span className="clip">{event.actor.name}</span>
              </span>
            ),
        },
        {
          key: 'when',
          head: 'When',
          width: '20%',
          cell: (event) => (
            <span className="num" title={`${formatTime(event.at, user.time_zone)} ${user.time_zone}`}>
              {formatMoment(event.at, user.time_zone, now)}
            </span>
          ),
        },
        {
          key: 'seq',
          head: 'Number',
          width: '10%',
          narrow: 'hide',
          cell: (event) => <span className="num text-ink-2">{event.seq}</span>,
        },
      ]}
    />
  );
}

function Subject({ subject }: { readonly subject: AuditEvent['subject'] }) {
  const page = pageOf(subject);
  const words = subject.name ?? recordWords(subject.kind);
  const kind = recordWords(subject.kind);
  return page ? (
    <Link className="link clip" to={page} title={`${kind}: ${words}`}>
      {words}
    </Link>
  ) : (
    <span className="clip text-ink-2" title={kind}>
      {words}
    </span>
  );
}

function Said({ data, reader }: { readonly data: unknown; readonly reader: AuditReader }) {
  const changes = changesOf(data, reader);
  const [first] = changes;
  if (first) {
    return (
      <span className="clip text-xs text-ink-2">
        {first.field}: {first.was} → <span className="text-ink">{first.is}</span>
        {changes.length > 1 ? ` and ${changes.length - 1} more` : ''}
      </span>
    );
  }
  const facts = factsOf(data, reader);
  if (facts.length === 0) return null;
  return (
    <span className="clip text-xs text-ink-2">{facts.map(({ field, words }) => `${field} ${words}`).join(' · ')}</span>
  );
}
