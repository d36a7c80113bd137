import { PatchTask } from '@understudy/contracts';
import { buttonClass, useToast } from '@understudy/ui';
import { Check, ExternalLink, Hand, Siren, SquareCheck, StickyNote, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { useEscalate } from '../escalations/escalate-provider.js';
import { useMe } from '../session/session.js';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';
import type { Dashboard } from './dashboard-page.js';
import type { RowDialogName } from './row-dialog.js';
import { RowMenu } from './row-menu.js';

type Row = Dashboard['rows'][number];

export const loadRowDialog = async () => (await import('./row-dialog.js')).RowDialog;
const RowDialog = lazyDialog(loadRowDialog);

export interface RowActionsProps {
  readonly row: Row;
  /** What presses most: the list's filled button. */
  readonly presses: boolean;
}

/** Open, and under "…" what one does without opening: done, log, note, escalate, hand on, the CRM. */
export function RowActions({ row, presses }: RowActionsProps) {
  const { i_cover: covers } = useMe();
  const [open, setOpen] = useState<RowDialogName | null>(null);
  const escalate = useEscalate();
  const tell = useToast();
  const patch = useSend(PatchTask);
  const customer = { id: row.customer_id, name: row.name };
  const cover = covers.find(({ assignment_id }) => assignment_id === row.assignment_id);
  const task = row.due?.task_id;
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
      {open ? (
        <LateDialog title={row.name} onClose={() => setOpen(null)}>
          <RowDialog open={open} row={row} cover={cover} onClose={() => setOpen(null)} />
        </LateDialog>
      ) : null}
    </span>
  );
}
