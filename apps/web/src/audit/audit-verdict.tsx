import type { AnswerOf, VerifyAudit } from '@understudy/contracts';
import { formatCount, formatMoment, Notice, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';

export interface AuditVerdictProps {
  readonly verdict: AnswerOf<typeof VerifyAudit>;
  /** Epoch milliseconds of the product's clock. */
  readonly checkedAt: number;
  readonly tookMs: number;
}

/** What the check found, what it looked at and what it does not prove: words for somebody who was not here. */
export function AuditVerdict({ verdict, checkedAt, tookMs }: AuditVerdictProps) {
  const { user, tenant } = useMe();
  const now = useNow();
  const took = tookMs < 1000 ? 'less than a second' : `${(tookMs / 1000).toFixed(1)} s`;
  if (verdict.intact) {
    return (
      <Notice tone="covered">
        <b>Nothing was touched.</b>{' '}
        <span className="mut">
          All {formatCount(verdict.events, 'event')} of {tenant.name} are as they were written: numbers 1 to{' '}
          {verdict.events} follow without a gap, and the hash of each fits its text and the one before. Computed anew
          just now from the stored rows, in {took}, at {formatMoment(checkedAt, user.time_zone, now)}. To check it
          without us, export the JSON lines: each has its hash and the exact text that was hashed.
        </span>
      </Notice>
    );
  }
  return (
    <Notice tone="gap">
      <b>The history is not whole{verdict.broken_at === null ? '' : `: event ${verdict.broken_at} does not fit`}.</b>{' '}
      <span className="mut">
        {verdict.reason} {verdict.events > 0 ? `The ${formatCount(verdict.events, 'event')} before it fit. ` : ''}Keep
        an export of now, and ask whoever runs the database who changed it.{' '}
      </span>
      {verdict.broken_at === null ? null : (
        <Link className="link" to={`/audit?after=${verdict.broken_at + 1}`}>
          Show event {verdict.broken_at}
        </Link>
      )}
    </Notice>
  );
}
