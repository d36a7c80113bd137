import { AcknowledgeEscalation, ChangeEscalation, GetEscalation } from '@understudy/contracts';
import { Dialog, SkeletonRows, useToast } from '@understudy/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Loaded } from '../../states/loaded.js';
import { ReopenDialog, WaitDialog } from '../detail/reason-dialogs.js';
import { ResolveDialog } from '../detail/resolve-dialog.js';
import { type BoardMove, type ColumnStatus, moveTo } from './board-moves.js';
import type { Card } from './card.js';
import { useShowAs } from './use-board.js';

type Form = Extract<BoardMove, { kind: 'ask' }>['form'];
const FORMS = { wait: WaitDialog, resolve: ResolveDialog, reopen: ReopenDialog } as const satisfies Record<
  Form,
  unknown
>;

/** Does what letting a card go means: at once and taken back if the API says no, by a form, or not, and then it says why. */
export function useMoving() {
  const tell = useToast();
  const queries = useQueryClient();
  const showAs = useShowAs();
  const acknowledge = useSend(AcknowledgeEscalation);
  const change = useSend(ChangeEscalation);
  const [asked, setAsked] = useState<{ readonly id: string; readonly form: Form } | null>(null);

  const letGo = (card: Card, column: ColumnStatus) => {
    const move = moveTo(card, column);
    if (move.kind === 'refused') tell({ tone: 'bad', text: move.words });
    if (move.kind === 'ask') setAsked({ id: card.id, form: move.form });
    if (move.kind !== 'do') return;
    showAs(card.id, { status: move.to, paused: false, allowed_statuses: [] });
    const told = {
      onSuccess: () =>
        tell({ text: card.status === 'open' ? `You are on it: ${card.title}` : `Going on: ${card.title}` }),
      onError: (error: Error) => {
        tell({ tone: 'bad', text: `“${card.title}” stays where it was. ${wordsFor(error)}` });
        void queries.invalidateQueries();
      },
    };
    if (card.status === 'open') acknowledge.mutate({ input: { escalation_id: card.id } }, told);
    else change.mutate({ input: { escalation_id: card.id, status: move.to }, ifMatch: card.version }, told);
  };
  const form = asked ? <MoveForm {...asked} onClose={() => setAsked(null)} /> : null;
  return { letGo, form };
}

/** The same form as on the escalation's page; its text is the same draft. */
function MoveForm({ id, form, onClose }: { readonly id: string; readonly form: Form; readonly onClose: () => void }) {
  const query = useApi(GetEscalation, { escalation_id: id });
  const Form = FORMS[form];
  if (query.data) return <Form escalation={query.data} onClose={onClose} />;
  return (
    <Dialog title="Move it" onClose={onClose}>
      {query.isPending ? (
        <SkeletonRows words="Reading the escalation" rows={3} />
      ) : (
        <Loaded query={query} what="The escalation" words="Reading the escalation">
          {() => null}
        </Loaded>
      )}
    </Dialog>
  );
}
