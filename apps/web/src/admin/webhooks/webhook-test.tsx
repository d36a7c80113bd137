import { PingWebhook } from '@understudy/contracts';
import { Button, Panel, StateChip } from '@understudy/ui';
import { Send } from 'lucide-react';
import { useSend } from '../../api/use-api.js';
import { NotSaved } from '../../states/not-saved.js';

/** One signed request now, and what came back; nothing of it is kept or tried again. */
export function WebhookTest({ webhookId }: { readonly webhookId: string }) {
  const ping = useSend(PingWebhook);
  const result = ping.data;
  return (
    <Panel
      title="Test"
      actions={
        <Button size="panel" busy={ping.isPending} onClick={() => ping.mutate({ input: { webhook_id: webhookId } })}>
          <Send className="i" />
          {ping.isPending ? 'Waiting for its answer' : 'Send a test'}
        </Button>
      }
    >
      <div className="panel-body grid gap-2" role="status">
        {ping.error ? <NotSaved error={ping.error} /> : null}
        {result ? (
          <>
            <p className="flex flex-wrap items-center gap-2">
              {result.delivered ? (
                <StateChip state="covered">Taken</StateChip>
              ) : (
                <StateChip state="gap">Not taken</StateChip>
              )}
              <span className="num text-ink-2">
                {result.status === null ? 'no answer' : `answered ${result.status}`} in {result.duration_ms} ms
              </span>
            </p>
            {result.problem ? <p>{result.problem}</p> : null}
            {result.answer ? (
              <code className="code" tabIndex={0} aria-label="The beginning of its answer">
                {result.answer}
              </code>
            ) : null}
          </>
        ) : (
          <p className="text-ink-2">A signed webhook.ping goes out at once. It is not kept among the deliveries.</p>
        )}
      </div>
    </Panel>
  );
}
