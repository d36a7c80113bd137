import { ListWebhooks } from '@understudy/contracts';
import { Button, Chip, DataTable, EmptyState, formatAgo, formatCount, Panel, StateChip, useNow } from '@understudy/ui';
import { Pause, Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { NewWebhookDialog } from './new-webhook-dialog.js';
import { shortAddress, STATE_WORDS, type Webhook } from './webhook-words.js';

export function WebhooksPage() {
  return (
    <AdminOnly title="Webhooks">
      <Webhooks />
    </AdminOnly>
  );
}

function Webhooks() {
  const query = useApi(ListWebhooks, {});
  const [adding, setAdding] = useState(false);
  const items = query.data?.items ?? [];
  const off = items.filter(({ state }) => state === 'disabled').length;
  return (
    <Page
      title={
        off > 0
          ? `${formatCount(off, 'endpoint takes', 'endpoints take')} nothing`
          : items.length > 0
            ? 'Every endpoint is called'
            : 'Webhooks'
      }
      here="Webhooks"
      sub="What happens here is told to your other systems at once: signed, tried again for a day, never more than ids, states and times."
      actions={
        <Button look="filled" onClick={() => setAdding(true)}>
          <Plus className="i" />
          Add an endpoint
        </Button>
      }
    >
      <Panel title="Endpoints" count={query.data ? items.length : undefined}>
        <Loaded query={query} what="The list of webhooks" words="Reading the webhooks">
          {(list) =>
            list.items.length > 0 ? (
              <WebhookTable rows={list.items} />
            ) : (
              <EmptyState icon={<WebhookIcon className="i" />} title="No endpoint yet">
                Add the https address of a system that should hear of absences, coverage or escalations.
              </EmptyState>
            )
          }
        </Loaded>
      </Panel>
      {adding ? <NewWebhookDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

export function WebhookState({ state }: { readonly state: Webhook['state'] }) {
  const { words, tone } = STATE_WORDS[state];
  if (state === 'paused')
    return (
      <Chip icon={<Pause className="i" />} tone="outlined">
        {words}
      </Chip>
    );
  return <StateChip state={tone === 'away' ? 'away' : tone}>{words}</StateChip>;
}

function WebhookTable({ rows }: { readonly rows: readonly Webhook[] }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <DataTable
      caption="Webhooks"
      rowKey={(webhook) => webhook.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'url',
          head: 'Endpoint',
          width: '40%',
          cell: (webhook) => (
            <span className="lines">
              <Link className="clip font-medium hover:underline" to={`/webhooks/${webhook.id}`}>
                {shortAddress(webhook.url)}
              </Link>
              <span className="clip text-xs text-ink-2">
                {webhook.description || formatCount(webhook.event_types.length, 'event')}
              </span>
            </span>
          ),
        },
        {
          key: 'state',
          head: 'State',
          width: '24%',
          cell: (webhook) => (
            <span className="lines">
              <span>
                <WebhookState state={webhook.state} />
              </span>
              {webhook.problem ? (
                <span className="clip text-xs text-ink-2" title={webhook.problem}>
                  {webhook.problem}
                </span>
              ) : null}
            </span>
          ),
        },
        {
          key: 'last',
          head: 'Last taken',
          width: '18%',
          cell: (webhook) =>
            webhook.last_delivered_at ? (
              <span className="num">{formatAgo(webhook.last_delivered_at, user.time_zone, now)}</span>
            ) : (
              <span className="text-ink-2">nothing yet</span>
            ),
        },
        {
          key: 'waiting',
          head: 'Waiting',
          width: '18%',
          cell: (webhook) => (
            <Link className="link num" to={`/webhooks/${webhook.id}?state=waiting`}>
              {webhook.waiting}
              <span className="sr-only"> waiting for {shortAddress(webhook.url)}</span>
            </Link>
          ),
        },
      ]}
    />
  );
}
