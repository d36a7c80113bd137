import { AcceptCoverage, type AnswerOf, type GetAssignment } from '@understudy/contracts';
import { Button, firstNameOf, formatDuring, useToast } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { LateDialog } from '../states/late-dialog.js';
import { lazyDialog } from '../states/lazy-page.js';

const DeclineDialog = lazyDialog(async () => (await import('./decline-dialog.js')).DeclineDialog);

export type Assignment = AnswerOf<typeof GetAssignment>;

export interface AnswerButtonsProps {
  readonly assignment: Assignment;
  /** The yes is the panel's filled button. */
  readonly presses: boolean;
  /** In the header of a page the filled button stands last. */
  readonly place?: 'panel' | 'header';
}

/** Yes or no to standing in. A no asks for its reason, and for what one could take instead. */
export function AnswerButtons({ assignment, presses, place = 'panel' }: AnswerButtonsProps) {
  const size = place === 'header' ? 'page' : 'panel';
  const { id, absent, during, time_zone } = assignment;
  const [declining, setDeclining] = useState(false);
  const accept = useSend(AcceptCoverage);
  const tell = useToast();
  const who = firstNameOf(absent.name);
  const say = () =>
    settle(accept.mutateAsync({ input: { assignment_id: id } }), {
      onSuccess: () =>
        tell({ text: `You cover for ${who}, ${formatDuring(during.starts_at, during.ends_at, time_zone)}` }),
      onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
    });
  const yes = (
    <Button size={size} look={presses ? 'filled' : 'plain'} busy={accept.isPending} onClick={say}>
      Accept
    </Button>
  );
  return (
    <>
      {place === 'panel' ? yes : null}
      <Button size={size} onClick={() => setDeclining(true)}>
        Decline
      </Button>
      {place === 'header' ? yes : null}
      {declining ? (
        <LateDialog title={`Decline to cover for ${absent.name}`} onClose={() => setDeclining(false)}>
          <DeclineDialog assignment={assignment} onClose={() => setDeclining(false)} />
        </LateDialog>
      ) : null}
    </>
  );
}
