import { GetCustomer, Lookup } from '@understudy/contracts';
import { buttonClass, EmptyState } from '@understudy/ui';
import { Link2Off } from 'lucide-react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';

/**
 * The way from a card to the customer's record in the CRM: Google lets an add-on open its own backend's addresses only. With one
 * record it goes on at once; with several they are listed.
 */
export function CrmRecordPage() {
  const { id = '' } = useParams();
  const customer = useApi(GetCustomer, { customer_id: id });
  const [record] = customer.data?.crm_ids ?? [];
  const found = useApi(Lookup, record ? { crm: record } : {}, { enabled: record !== undefined });
  const links = found.data?.customers.find((hit) => hit.customer.id === id)?.links.crm ?? [];
  const only = links.length === 1 ? links[0]?.url : undefined;
  useEffect(() => {
    if (only !== undefined) window.location.replace(only);
  }, [only]);

  const back = { to: `/customers/${id}`, words: 'Open the customer' };
  const isUnlinked = customer.data !== undefined && (record === undefined || found.data !== undefined);
  return (
    <Page title={customer.data?.name ?? 'Customer'}>
      <div className="panel">
        {links.length > 1 ? (
          <ul className="rows">
            {links.map(({ name, url }) => (
              <li key={url}>
                <a className="hover:underline" href={url}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        ) : isUnlinked && only === undefined ? (
          <EmptyState
            icon={<Link2Off className="i" />}
            title="No record is linked"
            actions={
              <Link className={buttonClass({ look: 'filled', size: 'panel' })} to={`/customers/${id}`}>
                Open the customer
              </Link>
            }
          >
            An admin says under CRM sites how addresses of records read; the extension links a record with one click.
          </EmptyState>
        ) : (
          <Loaded query={customer} what="This customer" words="Reading the customer" back={back}>
            {() => (
              <Loaded query={found} what="The record" words="Opening the record in the CRM" back={back}>
                {() => null}
              </Loaded>
            )}
          </Loaded>
        )}
      </div>
    </Page>
  );
}
