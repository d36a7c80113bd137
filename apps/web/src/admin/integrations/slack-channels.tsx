import { AdoptSlackChannels } from '@understudy/contracts';
import { Button, formatCount, listNames, Panel, useToast } from '@understudy/ui';
import { Link } from 'react-router';
import { wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';

/** Channels whose names say whose they are: looked at first, taken for all customers that have none when an admin says so. */
export function SlackChannels() {
  const look = useSend(AdoptSlackChannels);
  const adopt = useSend(AdoptSlackChannels);
  const tell = useToast();
  const items = look.data?.items ?? [];
  return (
    <Panel
      title="Channels of customers"
      actions={
        <Button size="row" busy={look.isPending} onClick={() => look.mutate({ input: { dry_run: true } })}>
          Look for them
        </Button>
      }
    >
      <div className="form">
        <p className="text-ink-2">
          Whoever stands in is let into a customer’s channels for the time. Which they are is chosen on the customer’s
          page, or taken here from their names.
        </p>
        <div role="status" className="grid gap-2">
          {look.error ? <p>{wordsFor(look.error)}</p> : null}
          {adopt.error ? <p>{wordsFor(adopt.error)}</p> : null}
          {look.data && items.length === 0 ? <p>No channel fits a customer that has none.</p> : null}
          {items.length > 0 ? (
            <ul className="plan">
              {items.map(({ customer, channels }) => (
                <li key={customer.customer_id}>
                  <Link className="link" to={`/customers/${customer.customer_id}`}>
                    {customer.name}
                  </Link>
                  : {listNames(channels.map(({ name }) => `#${name}`))}
                </li>
              ))}
            </ul>
          ) : null}
        </div>
        {items.length > 0 ? (
          <div className="form-foot">
            <Button
              size="panel"
              look="filled"
              busy={adopt.isPending}
              onClick={() =>
                adopt.mutate(
                  { input: { dry_run: false } },
                  {
                    onSuccess: ({ items: taken }) => {
                      look.reset();
                      tell({ text: `${formatCount(taken.length, 'customer')} with channels of their own` });
                    },
                  },
                )
              }
            >
              Take them for {formatCount(items.length, 'customer')}
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
