import { DeclineCoverage } from '@understudy/contracts';
import { firstNameOf, useToast } from '@understudy/ui';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import type { Assignment } from './answer-buttons.js';

export interface DeclineDialogProps {
  readonly assignment: Pick<Assignment, 'id' | 'absent'>;
  readonly onClose: () => void;
}

/** A no with its reason, and with what one could take instead. */
export function DeclineDialog({ assignment: { id, absent }, onClose }: DeclineDialogProps) {
  const decline = useSend(DeclineCoverage);
  const tell = useToast();
  const who = firstNameOf(absent.name);
  return (
    <ReasonDialog
      title={`Decline to cover for ${absent.name}`}
      hint={`${who} and the manager read it. Could you take a part, some customers or some days? Say which: they can ask you for just that.`}
      words="Decline"
      draftKey={`decline:${id}`}
      busy={decline.isPending}
      error={decline.error}
      onClose={onClose}
      onReason={(reason, done) =>
        settle(decline.mutateAsync({ input: { assignment_id: id, reason } }), {
          onSuccess: () => {
            tell({ text: `Declined. Somebody else is asked to cover for ${who}.` });
            done();
          },
        })
      }
    >
      <p className="text-ink-2">The answer is final; somebody else is asked at once.</p>
    </ReasonDialog>
  );
}
