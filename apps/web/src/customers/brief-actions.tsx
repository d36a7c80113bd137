import { Button } from '@understudy/ui';
import { Check, StickyNote } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../session/session.js';
import type { Brief, Customer } from './customer-page.js';
import { LogDialog } from './log-dialog.js';
import { NoteDialog } from './note-dialog.js';

/** What a backup does with a covered customer: add a note to the brief, log what was done. Escalate is at the top. */
export function BriefActions({ customer, brief }: { readonly customer: Customer; readonly brief: Brief }) {
  const me = useMe();
  const [open, setOpen] = useState<'log' | 'note' | null>(null);
  const mine = me.i_cover.some((cover) => cover.assignment_id === brief.coverage_assignment_id);
  return (
    <>
      {brief.id ? (
        <Button onClick={() => setOpen('note')}>
          <StickyNote className="i" />
          Add note
        </Button>
      ) : null}
      {mine && brief.coverage_assignment_id ? (
        <Button look="filled" onClick={() => setOpen('log')}>
          <Check className="i" />
          Log what I did
        </Button>
      ) : null}
      {open === 'note' && brief.id ? <NoteDialog briefId={brief.id} onClose={() => setOpen(null)} /> : null}
      {open === 'log' && brief.coverage_assignment_id ? (
        <LogDialog assignmentId={brief.coverage_assignment_id} customer={customer} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}
