import { ListCustomers } from '@understudy/contracts';
import { Combobox, type ControlProps } from '@understudy/ui';
import { useLookup } from '../api/use-lookup.js';

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
  const { answer, query, onQuery, loading, nothing } = useLookup(ListCustomers, (text) => ({
    limit: 50,
    ...(text ? { query: text } : {}),
  }));
  return (
    <Combobox
      {...rest}
      value={value ? { value: value.customer_id, words: value.name } : null}
      onChange={(option) => onChange(option ? { customer_id: option.value, name: option.words } : null)}
      onQuery={onQuery}
      loading={loading}
      placeholder="A part of the name"
      nothing={nothing(query ? `No customer is called “${query}”.` : 'There is no customer yet.')}
      options={(answer?.items ?? []).map(({ id, name, csm, segment }) => ({
        value: id,
        words: name,
        note: csm?.name ?? segment,
      }))}
    />
  );
}
