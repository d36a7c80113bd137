import type { CrmSite } from '@understudy/contracts';
import { Field, Input, Panel, StateChip } from '@understudy/ui';
import { useState } from 'react';
import { type Reading, readAddress } from './known-sites.js';

/** What the extension would see at an address: by the very reading it uses, while one types. */
export function TryAddress({ sites }: { readonly sites: readonly CrmSite[] }) {
  const [address, setAddress] = useState('');
  return (
    <Panel title="Try an address">
      <div className="form">
        <Field label="Address of a customer’s page" hint="Copy it from the CRM. It is read here and sent nowhere.">
          {(control) => (
            <Input
              {...control}
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              value={address}
              onChange={({ target }) => setAddress(target.value)}
            />
          )}
        </Field>
        <div role="status">
          <Words reading={readAddress(sites, address)} />
        </div>
      </div>
    </Panel>
  );
}

function Words({ reading }: { readonly reading: Reading }) {
  if (reading.kind === 'no-address') return null;
  if (reading.kind === 'nowhere') return <StateChip state="waiting">No site is at this address</StateChip>;
  if (reading.kind === 'no-record')
    return (
      <>
        <StateChip state="waiting">{reading.site.name} is here, and reads no record</StateChip>
        <p className="text-ink-2 mt-1">None of its patterns fits: no bar appears on this page.</p>
      </>
    );
  return (
    <>
      <StateChip state="covered">{reading.site.name}</StateChip>
      <p className="text-ink-2 mt-1 wrap-anywhere">
        {reading.isCustomer ? 'The customer with the record' : 'A record that belongs to a customer:'}{' '}
        <b>{reading.id}</b>
      </p>
    </>
  );
}
