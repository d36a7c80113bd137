import { Avatar, Button, buttonClass, Dialog, formatMoment, Notice, useNow } from '@understudy/ui';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import type { Made } from './escalate-form.js';
import { EscalatedFiles } from './escalated-files.js';
import type { KeptFile } from './kept-files.js';

export interface EscalatedProps {
  readonly escalation: Made;
  /** That are to go with it. */
  readonly files: readonly KeptFile[];
  readonly onClose: () => void;
}

/** Who has it, both clocks, and why this person. Stored with nobody free is amber, not an error. */
export function Escalated({ escalation, files, onClose }: EscalatedProps) {
  const { user } = useMe();
  const now = useNow();
  const owner = escalation.primary_owner;
  const moment = (at: string) => formatMoment(at, user.time_zone, now);
  return (
    <Dialog
      title={escalation.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Back to the page</Button>
          <Link className={buttonClass({ look: 'filled' })} to={`/escalations/${escalation.id}`} onClick={onClose}>
            Open it
          </Link>
        </>
      }
    >
      {owner ? (
        <Notice tone="covered">
          <b>Escalated as {escalation.severity}.</b> <span className="mut">You need do nothing more.</span>
        </Notice>
      ) : (
        <Notice tone="waiting">
          <b>Saved; nobody is free yet.</b> <span className="mut">It goes to the first person who is.</span>
        </Notice>
      )}
      {owner ? (
        <div className="flex items-center gap-3">
          <Avatar name={owner.name} size="large" kind={owner.user_id === user.id ? 'you' : 'other'} />
          <div className="min-w-0">
            <p className="font-semibold">{owner.user_id === user.id ? 'You have it' : `${owner.name} has it`}</p>
            <p className="text-xs text-ink-2">{escalation.owner_because.explanation}</p>
          </div>
        </div>
      ) : null}
      <dl className="facts">
        <div>
          <dt>First answer by</dt>
          <dd>{moment(escalation.sla.response_due_at)}</dd>
        </div>
        <div>
          <dt>Solved by</dt>
          <dd>{moment(escalation.sla.due_at)}</dd>
        </div>
      </dl>
      {files.length > 0 ? <EscalatedFiles escalationId={escalation.id} files={files} /> : null}
    </Dialog>
  );
}
