import { ListWebhookDeliveries, ReplayWebhookDelivery } from '@understudy/contracts';
import {
  Button,
  Chip,
  DataTable,
  EmptyState,
  formatMoment,
  Panel,
  Select,
  StateChip,
  useNow,
  useToast,
} from '@understudy/ui';
import { Check, Inbox } from 'lucide-react';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { Pager } from '../pager.js';
import { useListAddress } from '../use-pages.js';
import { DeliveryDialog } from './delivery-dialog.js';
import { DELIVERY_STATES, DELIVERY_WORDS, lastAnswer, type Delivery } from './webhook-words.js';

/** What was sent to an endpoint, newest first; a failed one can be sent again. */
export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const address = useListAddress();
  const state = DELIVERY_STATES.find((each) => each === address.get('state'));
  const open = address.get('delivery');
  const query = useApi(
    ListWebhookDeliveries,
    {
      webhook_id: webhookId,
      limit: 50,
      ...(state ? { state } : {}),
      ...(address.cursor ? { cursor: address.cursor } : {}),
    },
    { keep: true },
  );
  const replay = useSend(ReplayWebhookDelivery);
  const tell = useToast();
  const again = (delivery: Delivery) =>
    replay.mutate(
      { input: { webhook_id: webhookId, delivery_id: delivery.id } },
      { onSuccess: () => tell({ text: `${delivery.type} goes out once more, under the same webhook-id` }) },
    );
  return (
    <Panel
      title="Deliveries"
      count={
        query.data
          ? address.page > 1
            ? `page ${address.page}`
            : `${query.data.items.length}${query.data.next_cursor ? ' or more' : ''}, kept for 30 days`
          : undefined
      }
      actions={
        <>
          <Select
            aria-label="Which deliveries"
            className="w-auto"
            value={state ?? ''}
            onChange={(event) => address.set({ state: event.target.value })}
          >
            <option value="">All</option>
            {DELIVERY_STATES.map((each) => (
              <option key={each} value={each}>
                {DELIVERY_WORDS[each]}
              </option>
            ))}
          </Select>
          <Pager address={address} next={query.data?.next_cursor} words={['Newer', 'Older']} />
        </>
      }
    >
      {replay.error ? (
        <div className="panel-body">
          <NotSaved error={replay.error} />
        </div>
      ) : null}
      <Loaded query={query} what="The list of deliveries" words="Reading what was sent">
        {({ items }) =>
          items.length > 0 ? (
            <DeliveryTable rows={items} onOpen={(id) => address.set({ delivery: id })} onAgain={again} />
          ) : (
            <EmptyState
              icon={<Inbox className="i" />}
              title={state ? `None: ${DELIVERY_WORDS[state].toLowerCase()}` : 'Nothing was sent yet'}
            >
              {state ? 'Choose another state.' : 'The next event of the chosen kinds appears here.'}
            </EmptyState>
          )
        }
      </Loaded>
      {open ? (
        <DeliveryDialog webhookId={webhookId} deliveryId={open} onClose={() => address.set({ delivery: '' })} />
      ) : null}
    </Panel>
  );
}

export function DeliveryState({ state }: { readonly state: Delivery['state'] }) {
  if (state === 'delivered')
    return (
      <Chip icon={<Check className="i" />} tone="outlined">
        {DELIVERY_WORDS.delivered}
      </Chip>
    );
  return <StateChip state={state === 'failed' ? 'gap' : 'waiting'}>{DELIVERY_WORDS[state]}</StateChip>;
}

interface DeliveryTableProps {
  readonly rows: readonly Delivery[];
  readonly onOpen: (id: string) => void;
  readonly onAgain: (delivery: Delivery) => void;
}

function DeliveryTable({ rows, onOpen, onAgain }: DeliveryTableProps) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption="Deliveries, newest first"
      rowKey={(delivery) => delivery.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'type',
          head: 'Event',
          width: '36%',
          cell: (delivery) => (
            <span className="lines">
              <button
                type="button"
                className="clip text-left font-medium hover:underline"
                onClick={() => onOpen(delivery.id)}
              >
                {delivery.type}
              </button>
              <span className="num text-xs text-ink-2">{formatMoment(delivery.created_at, user.time_zone, now)}</span>
            </span>
          ),
        },
        {
          key: 'state',
          head: 'State',
          width: '20%',
          cell: (delivery) => <DeliveryState state={delivery.state} />,
        },
        {
          key: 'last',
          head: 'Last answer',
          width: '24%',
          narrow: 'wide',
          cell: (delivery) => (
            <span className="lines">
              <span className="clip">{lastAnswer(delivery)}</span>
              <span className="clip num text-xs text-ink-2">
                {delivery.tries === 1 ? '1 try' : `${delivery.tries} tries`}
                {delivery.next_try_at ? `, next ${formatMoment(delivery.next_try_at, user.time_zone, now)}` : ''}
              </span>
            </span>
          ),
        },
        {
          key: 'act',
          head: 'Actions',
          headHidden: true,
          width: '20%',
          narrow: 'wide',
          className: 'text-right',
          cell: (delivery) => (
            <Button size="row" aria-label={`Send again: ${delivery.type}`} onClick={() => onAgain(delivery)}>
              Send again
            </Button>
          ),
        },
      ]}
    />
  );
}
