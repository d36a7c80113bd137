import { Button, Dialog, formatFullDay, formatTime } from '@understudy/ui';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import { changesOf, factsOf, pageOf, recordWords, typeWords, type AuditEvent } from './audit-words.js';
import { useAuditReader } from './use-audit-reader.js';

/** One event in full: was → is, who, through what, and the raw data that was hashed. */
export function EventDetails({ event, onClose }: { readonly event: AuditEvent; readonly onClose: () => void }) {
  const { user } = useMe();
  const page = pageOf(event.subject);
  const reader = useAuditReader([event]);
  const changes = changesOf(event.data, reader);
  return (
    <Dialog
      title={`${event.seq}: ${typeWords(event.type)}`}
      onClose={onClose}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <dl className="kv">
        <dt>When</dt>
        <dd>
          {formatFullDay(event.at, user.time_zone)}, {formatTime(event.at, user.time_zone)} {user.time_zone}
        </dd>
        <dt>Who</dt>
        <dd>
          {event.actor.name}
          {event.actor.kind === 'user' ? `, through ${event.actor.surface}` : ', by itself'}
        </dd>
        <dt>{recordWords(event.subject.kind)}</dt>
        <dd>
          {page ? (
            <Link className="link" to={page}>
              {event.subject.name ?? recordWords(event.subject.kind)}
            </Link>
          ) : (
            (event.subject.name ?? recordWords(event.subject.kind))
          )}{' '}
          <code className="text-xs font-normal">{event.subject.id}</code>
        </dd>
        {event.request_id ? (
          <>
            <dt>Request</dt>
            <dd>
              <code className="text-xs font-normal">{event.request_id}</code>
            </dd>
          </>
        ) : null}
      </dl>
      {changes.length > 0 ? (
        <table className="tbl">
          <caption className="sr-only">What it changed</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Was</th>
              <th scope="col">Is</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, was, is }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td className="prose">{was}</td>
                <td className="prose font-medium">{is}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ul className="grid gap-1">
          {factsOf(event.data, reader).map(({ field, words }) => (
            <li key={field} className="prose">
              <span className="text-ink-2">{field}</span> {words}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className="cursor-pointer text-ink-2">As it is stored</summary>
        <code className="code mt-2" tabIndex={0} aria-label="The data of the event">
          {JSON.stringify(event.data, null, 2)}
        </code>
      </details>
      <p className="text-xs text-ink-2">
        <Link className="link" to={`/audit?record=${event.subject.kind}&id=${encodeURIComponent(event.subject.id)}`}>
          Everything about this {recordWords(event.subject.kind).toLowerCase()}
        </Link>
      </p>
    </Dialog>
  );
}
