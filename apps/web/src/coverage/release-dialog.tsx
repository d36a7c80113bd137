import { ReleaseCoverage } from '@understudy/contracts';
import { firstNameOf, useToast } from '@understudy/ui';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import type { Assignment } from './answer-buttons.js';

export interface ReleaseDialogProps {
  readonly assignment: Pick<Assignment, 'id' | 'absent' | 'release_by'>;
  readonly onClose: () => void;
}

export function ReleaseDialog({ assignment, onClose }: ReleaseDialogProps) {
  const release = useSend(ReleaseCoverage);
  const tell = useToast();
  const who = firstNameOf(assignment.absent.name);
  return (
    <ReasonDialog
      title={`Hand on the coverage for ${assignment.absent.name}`}
      hint={`${who}, the manager and whoever is asked next read it.`}
      words="Hand on"
      draftKey={`release:${assignment.id}`}
      busy={release.isPending}
      error={release.error}
      onClose={onClose}
      onReason={(reason, done) =>
        settle(release.mutateAsync({ input: { assignment_id: assignment.id, reason } }), {
          onSuccess: () => {
            tell({ text: 'A replacement is being found. You stay until somebody said yes.' });
            done();
          },
        })
      }
    >
      <p className="text-ink-2">
        Somebody else is asked now. You stay until they said yes, at most one hour or until it begins; so no customer is
        left alone.
      </p>
    </ReasonDialog>
  );
}
