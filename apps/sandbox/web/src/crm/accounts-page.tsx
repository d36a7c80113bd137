import { Button, EmptyState, formatCount, Input } from '@understudy/ui';
import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { PageLink } from '../person/page-link.js';
import { usePerson } from '../person/person.js';
import { accountsOf, searched } from './accounts.js';

const AT_ONCE = 40;

/** The list of the pretend CRM. */
export function AccountsPage() {
  const { tenant } = usePerson();
  const accounts = useMemo(() => accountsOf(tenant), [tenant]);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const found = searched(accounts, useDeferredValue(search));
  return (
    <main className="crm">
      <div className="crm-record">
        <header className="crm-list-head">
          <div>
            <p className="crm-kind">Accounts</p>
            <h1>All accounts of {tenant.name}</h1>
            <p className="crm-small">{formatCount(found.length, 'account')}</p>
          </div>
          <span className="input-icon crm-search">
            <Search className="i" />
            <Input
              type="search"
              aria-label="Search accounts"
              placeholder="Name, website or owner"
              value={search}
              onChange={(event) => (setSearch(event.target.value), setShown(AT_ONCE))}
            />
          </span>
        </header>
        {found.length > 0 ? (
          <table className="crm-table">
            <thead>
              <tr>
                <th scope="col">Account name</th>
                <th scope="col">Website</th>
                <th scope="col">Owner</th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, shown).map(({ recordId, name, domain, owner }) => (
                <tr key={recordId}>
                  <th scope="row">
                    <PageLink to={`/crm/accounts/${recordId}`}>{name}</PageLink>
                  </th>
                  <td>{domain ?? 'None'}</td>
                  <td>{owner ?? 'Nobody'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <EmptyState
            icon={<Search className="i" />}
            title={accounts.length === 0 ? `${tenant.name} has no accounts` : 'No account fits'}
            actions={
              search ? (
                <Button size="panel" onClick={() => setSearch('')}>
                  Clear the search
                </Button>
              ) : null
            }
          >
            {accounts.length === 0
              ? 'Be somebody of Harbor to see a CRM with customers.'
              : 'Names, websites and owners are searched.'}
          </EmptyState>
        )}
        {found.length > shown ? (
          <p className="crm-more">
            <button type="button" className="crm-btn" onClick={() => setShown(shown + AT_ONCE)}>
              Show {Math.min(AT_ONCE, found.length - shown)} more of {found.length - shown}
            </button>
          </p>
        ) : null}
      </div>
    </main>
  );
}
