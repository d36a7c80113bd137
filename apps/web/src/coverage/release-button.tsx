import { ReleaseCoverage } from '@understudy/contracts';
import { Button, firstNameOf, useToast } from '@understudy/ui';
import { useState } from 'react';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { ReasonDialog } from '../parts/reason-dialog.js';
import type { Assignment } from './answer-buttons.js';

export interface ReleaseButtonProps {
  readonly assignment: Pick<Assignment, 'id' | 'absent' | 'release_by'>;
  readonly size?: 'page' | 'panel';
}

/** "Hand on": out of a coverage that was accepted. One stays until somebody else has said yes, so no customer is left between two. */
export function ReleaseButton({ assignment, size = 'page' }: ReleaseButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size={size} disabled={assignment.release_by !== null} onClick={() => setOpen(true)}>
        {assignment.release_by === null ? 'Hand on' : 'Being handed on'}
      </Button>
      {open ? <ReleaseDialog assignment={assignment} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export interface ReleaseDialogProps extends Pick<ReleaseButtonProps, 'assignment'> {
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
