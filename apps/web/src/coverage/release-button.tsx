import { Button } from '@understudy/ui';
import { useState } from 'react';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';
import type { ReleaseDialogProps } from './release-dialog.js';

const ReleaseDialog = lazyDialog(async () => (await import('./release-dialog.js')).ReleaseDialog);

export interface ReleaseButtonProps {
  readonly assignment: ReleaseDialogProps['assignment'];
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
      {open ? (
        <LateDialog title={`Hand on the coverage for ${assignment.absent.name}`} onClose={() => setOpen(false)}>
          <ReleaseDialog assignment={assignment} onClose={() => setOpen(false)} />
        </LateDialog>
      ) : null}
    </>
  );
}
