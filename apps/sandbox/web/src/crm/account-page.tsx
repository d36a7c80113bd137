import { GetCustomer } from '@understudy/contracts';
import { EmptyState, useToast } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { Loaded } from '../states/loaded.js';
import { AccountTabs, type Customer } from './account-tabs.js';
import { accountsOf, neighbours, type Account } from './accounts.js';
import { PageBar } from './page-bar.js';
import { PretendNotice } from './pretend-notice.js';
import { useExtension } from './use-extension.js';

const NEIGHBOURS = 8;

/** A record of the pretend CRM, for the extension to find: the id is in the address, records change without a page load. */
export function AccountPage() {
  const { recordId = '' } = useParams();
  const { tenant } = usePerson();
  const accounts = useMemo(() => accountsOf(tenant), [tenant]);
  const account = accounts.find((one) => one.recordId === recordId);
  const hasExtension = useExtension();
  if (!account)
    return (
      <main className="crm">
        <h1 className="sr-only">Account</h1>
        <EmptyState
          icon={<FileQuestionMark className="i" />}
          title="There is no such account"
          actions={
            <PageLink className="crm-btn" to="/crm">
              All accounts
            </PageLink>
          }
        >
          The CRM of {tenant.name} has no record {recordId}.
        </EmptyState>
      </main>
    );
  return (
    <main className="crm">
      <PretendNotice hasExtension={hasExtension} />
      <div className="crm-columns">
        <Record key={recordId} account={account} hasExtension={hasExtension} />
        <nav className="crm-record crm-next" aria-label="More accounts">
          <h2>{account.owner ? `More accounts of ${account.owner}` : 'More accounts'}</h2>
          <ul>
            {neighbours(accounts, recordId, NEIGHBOURS).map((one) => (
              <li key={one.recordId}>
                <PageLink to={`/crm/accounts/${one.recordId}`}>{one.name}</PageLink>
              </li>
            ))}
          </ul>
          <PageLink to="/crm">All accounts</PageLink>
        </nav>
      </div>
    </main>
  );
}

function Record({ account, hasExtension }: { readonly account: Account; readonly hasExtension: boolean }) {
  const customer = useApi(GetCustomer, { customer_id: account.customerId });
  return (
    <div className="crm-record">
      <RecordHead account={account} hasExtension={hasExtension} customer={customer.data} />
      <Loaded query={customer} what="The account" words="Reading the account" rows={5}>
        {(data) => <AccountTabs customer={data} />}
      </Loaded>
    </div>
  );
}

interface RecordHeadProps {
  readonly account: Account;
  readonly customer: Customer | undefined;
  readonly hasExtension: boolean;
}

function RecordHead({ account, customer, hasExtension }: RecordHeadProps) {
  const tell = useToast();
  const readOnly = () => tell({ text: 'This CRM is pretend: its records are read only.' });
  return (
    <header className="crm-head">
      <div className="crm-head-line">
        <span className="crm-icon" aria-hidden="true">
          {account.name.charAt(0)}
        </span>
        <div className="crm-title">
          <p className="crm-kind">Account</p>
          <h1 data-us-anchor data-us-name>
            {account.name}
          </h1>
        </div>
        {hasExtension ? null : <PageBar recordId={account.recordId} />}
        <div className="crm-actions">
          <button type="button" className="crm-btn" onClick={readOnly}>
            Edit
          </button>
          <button type="button" className="crm-btn" onClick={readOnly}>
            New contact
          </button>
        </div>
      </div>
      <dl className="crm-facts">
        <Fact label="Type" value="Customer" />
        <Fact label="Website" value={account.domain} />
        <Fact label="Industry" value={customer?.industry} />
        <Fact label="Account owner" value={account.owner} />
      </dl>
    </header>
  );
}

const Fact = ({ label, value }: { readonly label: string; readonly value: string | null | undefined }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value ?? (value === null ? 'None' : <span className="skel w-16" />)}</dd>
  </div>
);
