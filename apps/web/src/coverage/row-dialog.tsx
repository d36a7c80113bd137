import { GetCustomerBrief, PlanTakeOver } from '@understudy/contracts';
import { Dialog, SkeletonRows } from '@understudy/ui';
import { useApi } from '../api/use-api.js';
import { LogDialog } from '../customers/log-dialog.js';
import { NoteDialog } from '../customers/note-dialog.js';
import { GiveBackDialog, TakeOverDialog } from '../customers/take-over.js';
import type { Me } from '../session/session.js';
import { Loaded } from '../states/loaded.js';
import type { Dashboard } from './dashboard-page.js';
import { ReleaseDialog } from './release-dialog.js';

export type RowDialogName = 'log' | 'note' | 'take' | 'hand-on';

export interface RowDialogProps {
  readonly open: RowDialogName;
  readonly row: Dashboard['rows'][number];
  /** The coverage by which the row is the reader's. */
  readonly cover: Me['i_cover'][number] | undefined;
  readonly onClose: () => void;
}

/** What "…" of a row opens. */
export function RowDialog({ open, row, cover, onClose }: RowDialogProps) {
  const customer = { id: row.customer_id, name: row.name };
  if (open === 'note') return <NoteOf customerId={row.customer_id} onClose={onClose} />;
  if (open === 'take') return <TakeOrGive customer={customer} onClose={onClose} />;
  if (!cover) return null;
  return open === 'log' ? (
    <LogDialog assignmentId={cover.assignment_id} customer={customer} onClose={onClose} />
  ) : (
    <ReleaseDialog assignment={{ id: cover.assignment_id, absent: cover.person, release_by: null }} onClose={onClose} />
  );
}

/** The brief is looked up when somebody wants to add to it. */
function NoteOf({ customerId, onClose }: { readonly customerId: string; readonly onClose: () => void }) {
  const brief = useApi(GetCustomerBrief, { customer_id: customerId });
  if (brief.data) return <NoteDialog brief={brief.data} onClose={onClose} />;
  return (
    <Dialog title="Add a note" onClose={onClose}>
      <Loaded query={brief} what="The brief" words="Reading the brief" rows={3}>
        {() => null}
      </Loaded>
    </Dialog>
  );
}

interface TakeOrGiveProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Whoever took it over already gives it back; everybody else takes it over. */
function TakeOrGive({ customer, onClose }: TakeOrGiveProps) {
  const plan = useApi(PlanTakeOver, { customer_id: customer.id });
  if (plan.isPending)
    return (
      <Dialog title={customer.name} onClose={onClose}>
        <SkeletonRows words="Reading who looks after it" rows={3} />
      </Dialog>
    );
  return plan.data?.taken_by_me ? (
    <GiveBackDialog customer={customer} onClose={onClose} />
  ) : (
    <TakeOverDialog customer={customer} onClose={onClose} />
  );
}
