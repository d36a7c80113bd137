import { ListEscalationCategories, TryRoutingRules, type WireOf } from '@understudy/contracts';
import { Button, Field, listNames, Panel, Person, Select, type Severity } from '@understudy/ui';
import { useState } from 'react';
import { wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { PickCustomer, type PickedCustomer } from '../pick-customer.js';
import { timesWords } from './rule-words.js';

type Asked = NonNullable<WireOf<typeof TryRoutingRules>['escalation']>;

/** Who would get an escalation that nobody made: by the rules as they stand, now. */
export function TryOne() {
  const categories = useApi(ListEscalationCategories, { limit: 100 });
  const names = (categories.data?.items ?? []).filter(({ active }) => active).map(({ name }) => name);
  const [customer, setCustomer] = useState<PickedCustomer | null>(null);
  const [category, setCategory] = useState('');
  const [severity, setSeverity] = useState<Severity>('P1');
  const [asked, setAsked] = useState<Asked | null>(null);
  const trial = useApi(TryRoutingRules, asked ? { escalation: asked } : {}, { enabled: asked !== null });
  const chosen = category || names[0] || '';
  const found = asked ? trial.data?.invented : null;
  return (
    <Panel title="Who would get it?">
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (customer && chosen) setAsked({ customer_id: customer.customer_id, category: chosen, severity });
        }}
      >
        <Field label="Customer">
          {(control) => <PickCustomer {...control} value={customer} onChange={setCustomer} />}
        </Field>
        <div className="form-pair">
          <Field label="Category">
            {(control) => (
              <Select {...control} value={chosen} onChange={({ target }) => setCategory(target.value)}>
                {names.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Severity">
            {(control) => (
              <Select {...control} value={severity} onChange={({ target }) => setSeverity(target.value as Severity)}>
                {['P0', 'P1', 'P2', 'P3'].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <div className="form-foot">
          <Button size="panel" type="submit" disabled={!customer} busy={trial.isFetching}>
            Try it
          </Button>
          {customer ? null : <span className="field-hint self-center">Choose a customer first.</span>}
        </div>
        <div role="status">
          {trial.error ? <p className="text-ink-2">{wordsFor(trial.error)}</p> : null}
          {found ? (
            <div className="grid gap-2">
              {found.primary_owner ? (
                <Person name={found.primary_owner.name} note={found.primary_owner.place} />
              ) : (
                <b>Nobody</b>
              )}
              <p className="text-ink-2">
                {found.explanation}.{found.secondary_owner ? ` Then ${found.secondary_owner.name}.` : ''}
                {found.notify.length > 0 ? ` ${listNames(found.notify.map(({ name }) => name))} told.` : ''}
                {found.slack_channel ? ' A war room is opened.' : ''}
                {found.sla_multiplier === 1 ? '' : ` It gets ${timesWords(found.sla_multiplier)}.`}
              </p>
            </div>
          ) : null}
        </div>
      </form>
    </Panel>
  );
}
