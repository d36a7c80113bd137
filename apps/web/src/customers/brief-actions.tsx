import { Button } from '@understudy/ui';
import { Check, Pencil, StickyNote } from 'lucide-react';
import { useState } from 'react';
import { useMay, useMe } from '../session/session.js';
import type { Brief, Customer } from './customer-page.js';
import { EditCustomer } from './edit-customer.js';
import { LogDialog } from './log-dialog.js';
import { NoteDialog } from './note-dialog.js';

export interface BriefActionsProps {
  readonly customer: Customer;
  readonly brief: Brief | null;
}

/** Change the facts, add a note to the brief, log what a backup did. Escalate is at the top of every page. */
export function BriefActions({ customer, brief }: BriefActionsProps) {
  const me = useMe();
  const may = useMay();
  const [open, setOpen] = useState<'edit' | 'log' | 'note' | null>(null);
  const close = () => setOpen(null);
  const mine = me.i_cover.some((cover) => cover.assignment_id === brief?.coverage_assignment_id);
  const assignmentId = mine ? brief?.coverage_assignment_id : null;
  return (
    <>
      {may('customers:write') && !customer.summary_only ? (
        <Button onClick={() => setOpen('edit')}>
          <Pencil className="i" />
          Change
        </Button>
      ) : null}
      {brief ? (
        <Button onClick={() => setOpen('note')}>
          <StickyNote className="i" />
          Add note
        </Button>
      ) : null}
      {assignmentId ? (
        <Button look="filled" onClick={() => setOpen('log')}>
          <Check className="i" />
          Log what I did
        </Button>
      ) : null}
      {open === 'edit' ? <EditCustomer customer={customer} onClose={close} /> : null}
      {open === 'note' && brief ? <NoteDialog brief={brief} onClose={close} /> : null}
      {open === 'log' && assignmentId ? (
        <LogDialog assignmentId={assignmentId} customer={customer} onClose={close} />
      ) : null}
    </>
  );
}
