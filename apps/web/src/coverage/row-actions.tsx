import { GetCustomerBrief, PatchTask, PlanTakeOver } from '@understudy/contracts';
import { buttonClass, useToast } from '@understudy/ui';
import { Check, ExternalLink, Hand, Siren, SquareCheck, StickyNote, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useApi, useSend } from '../api/use-api.js';
import { LogDialog } from '../customers/log-dialog.js';
import { NoteDialog } from '../customers/note-dialog.js';
import { GiveBackDialog, TakeOverDialog } from '../customers/take-over.js';
import { useEscalate } from '../escalations/escalate-provider.js';
import { useMe } from '../session/session.js';
import type { Dashboard } from './dashboard-page.js';
import { ReleaseDialog } from './release-button.js';
import { RowMenu } from './row-menu.js';

type Row = Dashboard['rows'][number];
type Open = 'log' | 'note' | 'take' | 'give' | 'hand-on';

export interface RowActionsProps {
  readonly row: Row;
  /** What presses most: the list's filled button. */
  readonly presses: boolean;
}

/** Open, and under "…" what one does without opening: done, log, note, escalate, hand on, the CRM. */
export function RowActions({ row, presses }: RowActionsProps) {
  const { i_cover: covers } = useMe();
  const [open, setOpen] = useState<Open | null>(null);
  const escalate = useEscalate();
  const tell = useToast();
  const patch = useSend(PatchTask);
  const customer = { id: row.customer_id, name: row.name };
  const cover = covers.find(({ assignment_id }) => assignment_id === row.assignment_id);
  const task = row.due?.task_id;
  const close = () => setOpen(null);
  const mark = (task_id: string, status: 'open' | 'done') =>
    settle(patch.mutateAsync({ input: { customer_id: row.customer_id, task_id, status } }), {
      onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      onSuccess: () => {
        if (status === 'done')
          tell({
            text: `Done: ${row.due?.what ?? ''}`,
            action: { words: 'Undo', onAction: () => mark(task_id, 'open') },
          });
      },
    });
  return (
    <span className="row-acts">
      <Link
        className={buttonClass({ size: 'row', look: presses ? 'filled' : 'plain' })}
        to={`/customers/${row.customer_id}`}
        aria-label={`Open ${row.name}`}
      >
        Open
      </Link>
      <RowMenu label={`More for ${row.name}`}>
        {task ? (
          <button type="button" role="menuitem" className="menu-item" onClick={() => mark(task, 'done')}>
            <SquareCheck className="i" />
            <span className="clip">Done: {row.due?.what}</span>
          </button>
        ) : null}
        {cover ? (
          <button type="button" role="menuitem" className="menu-item" onClick={() => setOpen('log')}>
            <Check className="i" />
            Log what I did
          </button>
        ) : null}
        <button type="button" role="menuitem" className="menu-item" onClick={() => setOpen('note')}>
          <StickyNote className="i" />
          Add a note
        </button>
        <button type="button" role="menuitem" className="menu-item" onClick={() => escalate.open(customer)}>
          <Siren className="i" />
          Escalate
        </button>
        {cover ? (
          <button type="button" role="menuitem" className="menu-item" onClick={() => setOpen('hand-on')}>
            <Undo2 className="i" />
            Hand on this coverage
          </button>
        ) : row.covered_for ? (
          <button type="button" role="menuitem" className="menu-item" onClick={() => setOpen('take')}>
            <Hand className="i" />
            Take over, or give back
          </button>
        ) : null}
        <Link role="menuitem" className="menu-item" to={`/customers/${row.customer_id}/crm`}>
          <ExternalLink className="i" />
          Open in the CRM
        </Link>
      </RowMenu>
      {open === 'log' && cover ? (
        <LogDialog assignmentId={cover.assignment_id} customer={customer} onClose={close} />
      ) : null}
      {open === 'note' ? <NoteOf customerId={row.customer_id} onClose={close} /> : null}
      {open === 'take' ? <TakeOrGive customer={customer} onClose={close} /> : null}
      {open === 'hand-on' && cover ? (
        <ReleaseDialog
          assignment={{ id: cover.assignment_id, absent: cover.person, release_by: null }}
          onClose={close}
        />
      ) : null}
    </span>
  );
}

/** The brief is looked up when somebody wants to add to it. */
function NoteOf({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const brief = useApi(GetCustomerBrief, { customer_id: customerId });
  return brief.data ? <NoteDialog brief={brief.data} onClose={onClose} /> : null;
}

interface TakeOrGiveProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Whoever took it over already gives it back; everybody else takes it over. */
function TakeOrGive({ customer, onClose }: TakeOrGiveProps) {
  const plan = useApi(PlanTakeOver, { customer_id: customer.id });
  if (plan.isPending) return null;
  return plan.data?.taken_by_me ? (
    <GiveBackDialog customer={customer} onClose={onClose} />
  ) : (
    <TakeOverDialog customer={customer} onClose={onClose} />
  );
}
