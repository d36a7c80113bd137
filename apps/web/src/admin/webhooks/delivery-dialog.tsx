import { GetWebhookDelivery } from '@understudy/contracts';
import { Button, Dialog, formatMoment, useNow } from '@understudy/ui';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Loaded } from '../../states/loaded.js';
import { readableJson } from './webhook-words.js';

export interface DeliveryDialogProps {
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly onClose: () => void;
}

/** One delivery: what came back at each try, with its reason, and the body as it was sent. */
export function DeliveryDialog({ webhookId, deliveryId, onClose }: DeliveryDialogProps) {
  const { user } = useMe();
  const now = useNow();
  const query = useApi(GetWebhookDelivery, { webhook_id: webhookId, delivery_id: deliveryId });
  return (
    <Dialog title={query.data?.type ?? 'Delivery'} onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <Loaded query={query} what="This delivery" words="Reading the delivery">
        {({ attempts, body, message_id }) => (
          <>
            <dl className="kv">
              <dt>webhook-id</dt>
              <dd>
                <code className="text-xs">{message_id}</code>
              </dd>
            </dl>
            <section className="grid gap-2" aria-label="Tries">
              <h3 className="font-medium">{attempts.length === 0 ? 'Not tried yet' : 'Each try, newest first'}</h3>
              <ol className="grid gap-2">
                {attempts.map(({ at, status, duration_ms, answer, problem }) => (
                  <li key={at} className="lines">
                    <span className="num">
                      {formatMoment(at, user.time_zone, now)} · {status === null ? 'no answer' : `answered ${status}`}{' '}
                      in {duration_ms} ms
                    </span>
                    {problem ? <span className="text-ink-2">{problem}</span> : null}
                    {answer ? (
                      <code className="code" tabIndex={0} aria-label="The beginning of its answer">
                        {answer}
                      </code>
                    ) : null}
                  </li>
                ))}
              </ol>
            </section>
            <section className="grid gap-1" aria-label="Body">
              <h3 className="font-medium">What is sent</h3>
              <code className="code" tabIndex={0} aria-label="The body">
                {readableJson(body)}
              </code>
            </section>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
