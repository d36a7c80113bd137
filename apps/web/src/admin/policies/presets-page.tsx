import { GetCustomer, GetCustomerBackup, PutCustomerBackup } from '@understudy/contracts';
import { Button, EmptyState, Field, Panel, Person, StateChip, useToast } from '@understudy/ui';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, POLICY_TABS } from '../page-tabs.js';
import { PickCustomer, type PickedCustomer } from '../pick-customer.js';
import { PickPerson, type PickedPerson } from '../pick-person.js';

export function PresetsPage() {
  return (
    <AdminOnly title="Presets">
      <Presets />
    </AdminOnly>
  );
}

/** The backup that is set for one customer: it comes before rules and policies. */
function Presets() {
  const [params, setParams] = useSearchParams();
  const id = params.get('customer') ?? '';
  return (
    <Page
      title="Preset backups"
      sub="A backup set for a customer comes before every rule and policy, whoever its CSM is."
    >
      <PageTabs label="Coverage policies" tabs={POLICY_TABS} />
      {id ? (
        <OnePreset
          key={id}
          id={id}
          onOther={(customer) => setParams(customer ? { customer: customer.customer_id } : {})}
        />
      ) : (
        <Panel title="Which customer">
          <div className="form">
            <Field label="Customer" hint="Their page shows the backup too.">
              {(control) => (
                <PickCustomer
                  {...control}
                  value={null}
                  onChange={(customer) => customer && setParams({ customer: customer.customer_id })}
                />
              )}
            </Field>
          </div>
          <EmptyState icon={<Building2 className="i" />} title="Choose a customer">
            You see who would be asked first for it, and can set somebody else.
          </EmptyState>
        </Panel>
      )}
    </Page>
  );
}

interface OnePresetProps {
  readonly id: string;
  readonly onOther: (customer: PickedCustomer | null) => void;
}

function OnePreset({ id, onOther }: OnePresetProps) {
  const customer = useApi(GetCustomer, { customer_id: id });
  const query = useApi(GetCustomerBackup, { customer_id: id });
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const save = useSend(PutCustomerBackup);
  const tell = useToast();
  const name = customer.data?.name ?? 'This customer';
  const set = (person: PickedPerson | null) =>
    save.mutate(
      { input: { customer_id: id, user_id: person?.user_id ?? null } },
      {
        onSuccess: () => {
          setPicked(null);
          tell({
            text: person ? `${person.name} is asked first for ${name}` : `${name} follows rules and policy again`,
          });
        },
      },
    );
  return (
    <Panel title={name} count={customer.data?.csm ? `${customer.data.csm.name} is the CSM` : undefined}>
      <Loaded
        query={query}
        what="This customer"
        words="Reading who is set"
        back={{ to: '/coverage-policies/presets', words: 'Another one' }}
      >
        {({ backup }) => (
          <form
            className="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (picked && !save.isPending) set(picked);
            }}
          >
            {save.error ? <NotSaved error={save.error} /> : null}
            <Field label="Customer">
              {(control) => (
                <PickCustomer {...control} clearable value={{ customer_id: id, name }} onChange={onOther} />
              )}
            </Field>
            <div className="form-line">
              <span className="flex items-center gap-2">
                Asked first:{' '}
                {backup ? (
                  <Person name={backup.name} note={backup.place} />
                ) : (
                  <StateChip state="waiting">whom rules and policy choose</StateChip>
                )}
              </span>
              {backup ? (
                <Button size="panel" busy={save.isPending} onClick={() => set(null)}>
                  Take the preset away
                </Button>
              ) : null}
            </div>
            <Field label={backup ? 'Set somebody else' : 'Set somebody'}>
              {(control) => (
                <PickPerson
                  {...control}
                  value={picked}
                  onChange={setPicked}
                  except={[customer.data?.csm?.user_id ?? '', backup?.user_id ?? '']}
                />
              )}
            </Field>
            <div className="form-foot">
              <Button look="filled" size="panel" type="submit" disabled={!picked} busy={save.isPending}>
                {picked ? `Ask ${picked.name.split(/\s+/)[0] ?? ''} first` : 'Set'}
              </Button>
              <Link className="link self-center" to={`/customers/${id}`}>
                Open the customer
              </Link>
            </div>
          </form>
        )}
      </Loaded>
    </Panel>
  );
}
