import { Lookup } from '@understudy/contracts';
import { Panel } from '@understudy/ui';
import { ExternalLink } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import type { Customer } from './customer-page.js';

/** The customer's records in CRMs; ids whose address no admin described are shown as they are. */
export function CrmLinks({ customer }: { readonly customer: Pick<Customer, 'id' | 'crm_ids'> }) {
  const [record] = customer.crm_ids;
  const found = useApi(Lookup, record ? { crm: record } : {}, { enabled: record !== undefined });
  const links = found.data?.customers.find((hit) => hit.customer.id === customer.id)?.links.crm ?? [];
  if (!record) return null;
  return (
    <Panel title="In the CRM" count={customer.crm_ids.length}>
      <ul className="rows py-1">
        {links.map(({ name, url }) => (
          <li key={url}>
            <ExternalLink className="i text-ink-3" />
            <a className="grow clip hover:underline" href={url} target="_blank" rel="noreferrer">
              {name}
            </a>
          </li>
        ))}
        {links.length === 0
          ? customer.crm_ids.map(({ system, record_id }) => (
              <li key={`${system}:${record_id}`}>
                <span className="grow clip">
                  <span className="font-medium">{system}</span> <span className="num text-ink-2">{record_id}</span>
                </span>
              </li>
            ))
          : null}
      </ul>
    </Panel>
  );
}
