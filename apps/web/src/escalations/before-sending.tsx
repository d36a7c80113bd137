import { PreviewEscalation } from '@understudy/contracts';
import { Avatar, formatMoment, useNow } from '@understudy/ui';
import { Hourglass } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { isSeverity, type EscalationDraft } from './escalation-draft.js';

export interface BeforeSendingProps {
  readonly customerId: string;
  readonly draft: Pick<EscalationDraft, 'severity' | 'category'>;
}

/** Who would get it and by when it would be answered and solved, before it is sent. Nobody free is no error: it is kept and given. */
export function BeforeSending({ customerId, draft: { severity, category } }: BeforeSendingProps) {
  const { user } = useMe();
  const now = useNow();
  const isKnown = isSeverity(severity) && category !== '';
  const asked = { customer_id: customerId, category, severity: isSeverity(severity) ? severity : 'P2' } as const;
  const preview = useApi(PreviewEscalation, asked, { enabled: isKnown, keep: true });
  if (!isKnown) return <p className="before mut">Choose how bad it is and what it is about to see who gets it.</p>;
  if (!preview.data) {
    return (
      <p className="before mut" role="status">
        {preview.error ? 'Who gets it is found when it is sent.' : 'Finding out who gets it'}
      </p>
    );
  }
  const { primary_owner: owner, explanation, response_due_at: answered, due_at: solved } = preview.data;
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  return (
    <p className="before" role="status" title={explanation}>
      {owner ? (
        <Avatar name={owner.name} kind={owner.user_id === user.id ? 'you' : 'other'} />
      ) : (
        <Hourglass className="i text-waiting-text" />
      )}
      <span>
        {owner ? (
          <>
            Goes to <b>{owner.user_id === user.id ? 'you' : owner.name}</b>.
          </>
        ) : (
          <>
            <b>Nobody is free now.</b> It is kept and goes to the first who is.
          </>
        )}{' '}
        <span className="mut">
          First answer by {moment(answered)}, solved by {moment(solved)}.
        </span>
      </span>
    </p>
  );
}
