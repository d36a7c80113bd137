import { TryCoverageRules, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  DateField,
  dayOf,
  EmptyState,
  Field,
  formatCount,
  Panel,
  Person,
  StateChip,
  useNow,
} from '@understudy/ui';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { nextMonday, plusDays } from '../../session/local-days.js';
import { NotSaved } from '../../states/not-saved.js';
import { PickPerson, type PickedPerson } from '../pick-person.js';

type Trial = AnswerOf<typeof TryCoverageRules>['items'][number];

/** What the saved rules and policies would do, if somebody were away: nothing is saved and nobody is asked. */
export function DryRun() {
  const { user } = useMe();
  const today = dayOf(useNow(), user.time_zone);
  const [csm, setCsm] = useState<PickedPerson | null>(null);
  const [from, setFrom] = useState(nextMonday(today));
  const [to, setTo] = useState(plusDays(nextMonday(today), 4));
  const trial = useSend(TryCoverageRules);
  const backwards = Boolean(from && to && to < from);
  const canRun = csm !== null && Boolean(from && to) && !backwards;
  return (
    <Panel title="Dry run" count="nothing is saved, nobody is asked">
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (csm && canRun) trial.mutate({ input: { csm_id: csm.user_id, start_date: from, end_date: to } });
        }}
      >
        <Field label="If this CSM were away">
          {(control) => <PickPerson {...control} value={csm} onChange={setCsm} />}
        </Field>
        <div className="form-pair">
          <DateField label="From" value={from} min={today} onChange={setFrom} />
          <DateField
            label="To"
            value={to}
            min={from}
            onChange={setTo}
            {...(backwards ? { error: 'Not before the first day' } : {})}
          />
        </div>
        <div className="form-foot">
          <Button size="panel" type="submit" disabled={!canRun} busy={trial.isPending}>
            <FlaskConical className="i" />
            Try the rules
          </Button>
          {csm ? null : <span className="self-center text-xs text-ink-2">Choose somebody first.</span>}
        </div>
        {trial.error ? <NotSaved error={trial.error} /> : null}
      </form>
      {trial.data ? <Result items={trial.data.items} /> : null}
    </Panel>
  );
}

function Result({ items }: { readonly items: readonly Trial[] }) {
  if (items.length === 0)
    return (
      <EmptyState icon={<FlaskConical className="i" />} title="No customer to look after">
        This person owns none, so no rule is asked.
      </EmptyState>
    );
  const nobody = items.filter(({ backup }) => backup === null).length;
  const ruled = items.filter(({ rule }) => rule !== null).length;
  return (
    <>
      <p className="panel-body" role="status">
        <b>{nobody === 0 ? 'Everybody would be asked for.' : `Nobody for ${formatCount(nobody, 'customer')}.`}</b>{' '}
        <span className="text-ink-2">
          {formatCount(items.length, 'customer')}, {ruled} by a rule, {items.length - ruled} by the policy.
        </span>
      </p>
      <ul className="rows max-h-[480px] overflow-auto" tabIndex={0} aria-label="What the dry run found">
        {items.map(({ customer, rule, backup, because }) => (
          <li key={customer.customer_id}>
            <span className="grow lines">
              <Link className="clip font-medium hover:underline" to={`/customers/${customer.customer_id}`}>
                {customer.name}
              </Link>
              <span className="text-xs text-ink-2">{rule ? `by “${rule.name}”: ${because}` : because}</span>
            </span>
            {backup ? <Person name={backup.name} /> : <StateChip state="gap">Nobody</StateChip>}
          </li>
        ))}
      </ul>
    </>
  );
}
