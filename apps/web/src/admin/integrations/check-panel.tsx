import { CheckIntegration } from '@understudy/contracts';
import { Button, formatMoment, Panel, StateChip, useNow } from '@understudy/ui';
import { wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { type Kind } from './integration-words.js';
import { CheckSteps } from './check-steps.js';

/** Really asks the other side, step by step; each step that failed says what to do. */
export function CheckPanel({ kind, okAt }: { readonly kind: Kind; readonly okAt: string | null }) {
  const { user } = useMe();
  const now = useNow();
  const check = useSend(CheckIntegration);
  return (
    <Panel
      title="Does it work now?"
      actions={
        <Button size="row" busy={check.isPending} onClick={() => check.mutate({ input: { kind } })}>
          {check.isPending ? 'Asking' : check.data ? 'Ask again' : 'Ask it'}
        </Button>
      }
    >
      <div className="panel-body grid gap-2" role="status">
        <p className="text-ink-2">
          {okAt ? `Last worked ${formatMoment(okAt, user.time_zone, now)}.` : 'Nobody looked yet, or it never worked.'}
        </p>
        {check.error ? <p>{wordsFor(check.error)}</p> : null}
        {check.data ? (
          <StateChip state={check.data.passed ? 'covered' : 'waiting'}>
            {check.data.passed ? 'Every step works' : 'Not every step works'}
          </StateChip>
        ) : null}
      </div>
      {check.data ? <CheckSteps steps={check.data.steps} /> : null}
    </Panel>
  );
}
