import {
  ApproveCustomerDraft,
  RejectCustomerDraft,
  SendCustomerDraft,
  type AnswerOf,
  type ListCustomerDrafts,
} from '@understudy/contracts';
import { Button, Chip, listNames, StateChip, useToast } from '@understudy/ui';
import { Check, CircleAlert, Copy, PenLine } from 'lucide-react';
import { useState } from 'react';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import { DraftDialog } from './draft-dialog.js';
import { mayAct, type Escalation } from './escalation.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

export type CustomerDraft = AnswerOf<typeof ListCustomerDrafts>['items'][number];

export interface DraftBoxProps {
  readonly escalation: Escalation;
  readonly draft: CustomerDraft;
  /** When it was changed last, as it reads here. */
  readonly time: string;
}

/** Words to the customer where they stand: waiting, approved, refused, sent. Dashed until they have left. */
export function DraftBox({ escalation, draft, time }: DraftBoxProps) {
  const [shown, setShown] = useState<'edit' | 'preview' | 'reject' | null>(null);
  const close = () => setShown(null);
  return (
    <li>
      <span className="tl-dot">
        <PenLine className="i" />
      </span>
      <div className={draft.state === 'sent' ? 'tl-box' : 'tl-box tl-draft'}>
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">
            {draft.state === 'sent' ? 'To' : 'Draft to'} {listNames(draft.to.map(({ name, email }) => name || email))}
          </span>
          <DraftState draft={draft} />
          <time dateTime={draft.updated_at}>{time}</time>
        </div>
        <p className="mt-0.5 font-medium">{draft.subject}</p>
        <p className="clamp-3 prose text-ink-2">{draft.body}</p>
        <p className="mt-1 text-xs text-ink-2">{draft.note}</p>
        {draft.rejected_reason ? <p className="mt-1 text-xs">“{draft.rejected_reason}”</p> : null}
        {draft.failure ? <p className="mt-1 text-xs text-gap-text">{draft.failure}</p> : null}
        <DraftActions escalation={escalation} draft={draft} onShow={setShown} />
      </div>
      {shown === 'edit' ? <DraftDialog escalation={escalation} draft={draft} onClose={close} /> : null}
      {shown === 'preview' ? <DraftDialog escalation={escalation} draft={draft} isReading onClose={close} /> : null}
      {shown === 'reject' ? <RejectDialog escalation={escalation} draft={draft} onClose={close} /> : null}
    </li>
  );
}

function DraftState({ draft: { state, decided_by: by, sent_by: sender } }: { readonly draft: CustomerDraft }) {
  if (state === 'waiting') return <StateChip state="waiting">Waits for approval</StateChip>;
  if (state === 'approved')
    return (
      <Chip tone="covered" icon={<Check className="i" />}>
        Approved{by ? ` by ${by.name}` : ''}
      </Chip>
    );
  if (state === 'rejected') return <Chip tone="waiting">Not approved{by ? ` by ${by.name}` : ''}</Chip>;
  if (state === 'sending') return <Chip>On its way</Chip>;
  if (state === 'failed')
    return (
      <Chip tone="gap" icon={<CircleAlert className="i" />}>
        Not sent
      </Chip>
    );
  if (state === 'to_copy') return <Chip tone="waiting">To be sent by hand</Chip>;
  return (
    <Chip tone="outlined" icon={<Check className="i" />}>
      Sent{sender ? ` by ${sender.name}` : ''}
    </Chip>
  );
}

interface DraftActionsProps {
  readonly escalation: Escalation;
  readonly draft: CustomerDraft;
  readonly onShow: (what: 'edit' | 'preview' | 'reject') => void;
}

function DraftActions({ escalation, draft, onShow }: DraftActionsProps) {
  const { user } = useMe();
  const tell = useToast();
  const approve = useMove(ApproveCustomerDraft);
  const send = useMove(SendCustomerDraft);
  const of = { escalation_id: escalation.id, draft_id: draft.id };
  const isMine = draft.author.user_id === user.id || mayAct(escalation);
  const isEditable = ['waiting', 'approved', 'rejected', 'failed', 'to_copy'].includes(draft.state);
  const copy = async () => {
    await navigator.clipboard.writeText(`${draft.subject}\n\n${draft.body}`);
    tell({ text: 'Copied: subject and text.' });
  };
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {draft.state === 'waiting' && draft.may_decide ? (
        <>
          <Button
            size="row"
            look="filled"
            busy={approve.isPending}
            onClick={() =>
              approve.move(
                { input: { ...of, version: draft.version } },
                { loud: true, done: 'Approved. It can be sent now.' },
              )
            }
          >
            Approve
          </Button>
          <Button size="row" onClick={() => onShow('reject')}>
            Do not approve
          </Button>
        </>
      ) : null}
      {(draft.state === 'approved' || draft.state === 'failed') && isMine ? (
        <Button
          size="row"
          look="filled"
          busy={send.isPending}
          onClick={() => send.move({ input: of }, { loud: true, done: 'It is on its way.' })}
        >
          {draft.state === 'failed' ? 'Send again' : 'Send to the customer'}
        </Button>
      ) : null}
      {draft.state === 'to_copy' ? (
        <Button size="row" onClick={() => void copy()}>
          <Copy className="i i-s" />
          Copy the text
        </Button>
      ) : null}
      {isEditable && isMine ? (
        <Button size="row" onClick={() => onShow('edit')}>
          Edit
        </Button>
      ) : null}
      <Button size="row" look="quiet" onClick={() => onShow('preview')}>
        As the customer reads it
      </Button>
    </div>
  );
}

interface RejectDialogProps {
  readonly escalation: Escalation;
  readonly draft: CustomerDraft;
  readonly onClose: () => void;
}

function RejectDialog({ escalation, draft, onClose }: RejectDialogProps) {
  const typed = useDraft(`customer-draft:${draft.id}:reject`, { reason: '' });
  const reject = useMove(RejectCustomerDraft);
  const reason = typed.draft.reason.trim();
  return (
    <MoveDialog
      escalation={escalation}
      title="Do not approve it"
      words="Do not approve"
      busy={reject.isPending}
      missing={reason ? null : 'Say what has to be different'}
      error={reject.error}
      onClose={onClose}
      onSubmit={() =>
        reject.move(
          { input: { escalation_id: escalation.id, draft_id: draft.id, reason } },
          { done: `${draft.author.name} is told.`, onDone: () => (typed.forget(), onClose()) },
        )
      }
    >
      <WordsField
        label="What has to be different?"
        maxLength={2000}
        value={typed.draft.reason}
        onChange={(value) => typed.change({ reason: value })}
      />
    </MoveDialog>
  );
}
