import { ListCustomers } from '@understudy/contracts';
import { Combobox, type ControlProps } from '@understudy/ui';
import { useDeferredValue, useState } from 'react';
import { useApi } from '../api/use-api.js';

export interface PickedCustomer {
  readonly customer_id: string;
  readonly name: string;
}

export interface PickCustomerProps extends Partial<ControlProps> {
  readonly value: PickedCustomer | null;
  readonly onChange: (customer: PickedCustomer | null) => void;
  readonly clearable?: boolean;
}

/** One of the customers, found by a part of the name. */
export function PickCustomer({ value, onChange, ...rest }: PickCustomerProps) {
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const found = useApi(ListCustomers, { limit: 50, ...(query ? { query } : {}) }, { keep: true });
  return (
    <Combobox
      {...rest}
      value={value ? { value: value.customer_id, words: value.name } : null}
      onChange={(option) => onChange(option ? { customer_id: option.value, name: option.words } : null)}
      onQuery={setText}
      loading={found.isFetching}
      placeholder="A part of the name"
      nothing={query ? `No customer is called “${query}”.` : 'There is no customer yet.'}
      options={(found.data?.items ?? []).map(({ id, name, csm, segment }) => ({
        value: id,
        words: name,
        note: csm?.name ?? segment,
      }))}
    />
  );
}
