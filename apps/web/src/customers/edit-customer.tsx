import { PutCustomer } from '@understudy/contracts';
import { Button, Dialog, Field, formatFullMoney, Input, Textarea, useToast } from '@understudy/ui';
import { ChangedMeanwhile, type FieldWords } from '../editing/changed-meanwhile.js';
import { useEdit } from '../editing/use-edit.js';
import { codeOf, fieldErrorsOf } from '../api/send.js';
import { settle } from '../api/settle.js';
import { useSend } from '../api/use-api.js';
import { NotSaved } from '../states/not-saved.js';
import type { Customer } from './customer-page.js';

/** Numbers as they are typed, so that half a number is not lost. */
const fieldsOf = (customer: Customer) => ({
  name: customer.name,
  arr: String(customer.arr),
  health_score: String(customer.health_score),
  stage: customer.stage,
  segment: customer.segment,
  industry: customer.industry,
  renewal_on: customer.renewal_on ?? '',
  domains: customer.domains.join(', '),
  special_handling: customer.special_handling ?? '',
  owner_notes: customer.owner_notes,
});
type Fields = ReturnType<typeof fieldsOf>;

const plain = (value: string): string => value;
const WORDS: FieldWords<Fields> = {
  name: { label: 'Name', words: plain },
  arr: { label: 'ARR', words: (value) => formatFullMoney(Number(value)) },
  health_score: { label: 'Health', words: plain },
  stage: { label: 'Stage', words: plain },
  segment: { label: 'Segment', words: plain },
  industry: { label: 'Industry', words: plain },
  renewal_on: { label: 'Renewal', words: plain },
  domains: { label: 'Domains', words: plain },
  special_handling: { label: 'Special handling', words: plain },
  owner_notes: { label: 'Note for whoever stands in', words: plain },
};

export interface EditCustomerProps {
  readonly customer: Customer;
  readonly onClose: () => void;
}

/** Facts and special handling. Somebody else's change meanwhile is shown, and nothing typed is lost. */
export function EditCustomer({ customer, onClose }: EditCustomerProps) {
  const edit = useEdit(`customer:${customer.id}`, fieldsOf(customer), customer.version);
  const put = useSend(PutCustomer);
  const tell = useToast();
  const { values } = edit;
  const sent = fieldErrorsOf(put.error);
  const errors = { ...sent, ...wrongIn(values) };
  const submit = () => {
    if (put.isPending || edit.clashes || Object.keys(wrongIn(values)).length > 0) return;
    settle(
      put.mutateAsync({
        input: {
          customer_id: customer.id,
          csm_id: customer.csm?.user_id ?? null,
          name: values.name.trim(),
          arr: Number(values.arr),
          health_score: Number(values.health_score),
          stage: values.stage.trim(),
          segment: values.segment.trim(),
          industry: values.industry.trim(),
          renewal_on: values.renewal_on || null,
          special_handling: values.special_handling.trim() || null,
          owner_notes: values.owner_notes,
          domains: values.domains.split(/[\s,;]+/).filter((one) => one),
        },
        ifMatch: customer.version,
      }),
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: `${values.name.trim()} is saved.` });
          onClose();
        },
        onError: edit.onError,
      },
    );
  };
  const text = (name: keyof Fields, label: string, more: { readonly type?: string; readonly hint?: string } = {}) => (
    <Field label={label} {...(more.hint ? { hint: more.hint } : {})} {...(errors[name] ? { error: errors[name] } : {})}>
      {(control) => (
        <Input
          {...control}
          type={more.type ?? 'text'}
          value={values[name]}
          onChange={(event) => edit.change({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const long = (name: 'special_handling' | 'owner_notes', label: string, hint: string) => (
    <Field label={label} note="optional" hint={hint} {...(errors[name] ? { error: errors[name] } : {})}>
      {(control) => (
        <Textarea
          {...control}
          maxLength={4000}
          value={values[name]}
          onChange={(event) => edit.change({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <Dialog
      title={`Change ${customer.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {edit.dirty ? (
            <Button className="mr-auto" look="quiet" onClick={edit.asItWas}>
              As it was
            </Button>
          ) : null}
          <Button type="submit" look="filled" busy={put.isPending} disabled={edit.clashes}>
            {edit.clashes ? 'Choose above first' : 'Save'}
          </Button>
        </>
      }
    >
      <ChangedMeanwhile edit={edit} fields={WORDS} subject={{ kind: 'customer', id: customer.id }} />
      {put.error && codeOf(put.error) !== 'version.stale' ? <NotSaved error={put.error} /> : null}
      {text('name', 'Name')}
      <div className="form-pair">
        {text('arr', 'ARR in euro')}
        {text('health_score', 'Health, 0 to 100')}
        {text('renewal_on', 'Renewal', { type: 'date' })}
        {text('stage', 'Stage')}
        {text('segment', 'Segment')}
        {text('industry', 'Industry')}
      </div>
      {text('domains', 'Mail domains', { hint: 'Their e-mails are found by them: acme.example, acme.test' })}
      {long('special_handling', 'Special handling', 'What always holds: tone, hours, what not to mention.')}
      {long('owner_notes', 'Note for whoever stands in', 'Goes into every brief. Stays inside the organisation.')}
    </Dialog>
  );
}

/** What can be seen to be wrong before it is sent. */
function wrongIn(values: Fields): Partial<Record<keyof Fields, string>> {
  const wrong: Partial<Record<keyof Fields, string>> = {};
  if (!values.name.trim()) wrong.name = 'Give a name';
  if (!/^\d+(\.\d+)?$/.test(values.arr.trim())) wrong.arr = 'A number such as 412000';
  if (!/^\d{1,3}$/.test(values.health_score.trim()) || Number(values.health_score) > 100)
    wrong.health_score = 'A number from 0 to 100';
  for (const name of ['stage', 'segment', 'industry'] as const)
    if (!values[name].trim()) wrong[name] = 'Say it in a word or two';
  return wrong;
}
