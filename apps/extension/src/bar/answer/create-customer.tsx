/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { sendMessage } from '../../protocol.js';
import { say } from '../../say.js';
import type { AnswerProps } from '../door.js';
import { Pop, Trouble } from './pop.js';

type Props = AnswerProps & { readonly back: () => void };

/**
 * Makes a customer of the record; what else is known of it comes with the next import, or in the dashboard. The click counts, which Enter
 * in a field is, too: pages can submit a form of ours, and browsers call that submit trusted.
 */
export function CreateCustomer(props: Props) {
  const { model, record, back } = props;
  const [name, setName] = useState(() => props.name().slice(0, 200));
  const [segment, setSegment] = useState('');
  const [industry, setIndustry] = useState('');
  const customer = { name: name.trim(), segment: segment.trim(), industry: industry.trim() };
  const isWhole = Object.values(customer).every(Boolean);
  const create = (event: Event): void => {
    if (isWhole) void model.settle(event, () => sendMessage('createCustomer', { record, customer }));
  };
  return (
    <Pop props={props} title={say('who.createTitle')}>
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="block">
          <Field label={say('who.customerName')} max={200} value={name} set={setName} />
          <Field label={say('who.segment')} max={60} value={segment} set={setSegment} />
          <Field label={say('who.industry')} max={100} value={industry} set={setIndustry} />
          <Trouble failure={model.failure} />
        </div>
        <div class="foot">
          <button class="button primary" type="submit" disabled={!isWhole || model.isBusy} onClick={create}>
            {say('who.create')}
          </button>
          <button class="button" type="button" onClick={back}>
            {say('who.back')}
          </button>
          {isWhole ? null : <span class="soft small">{say('who.createNeeds')}</span>}
        </div>
      </form>
    </Pop>
  );
}

interface FieldProps {
  readonly label: string;
  readonly max: number;
  readonly value: string;
  readonly set: (value: string) => void;
}

function Field({ label, max, value, set }: FieldProps) {
  return (
    <label class="field">
      {label}
      <input value={value} maxLength={max} onInput={(event) => event.isTrusted && set(event.currentTarget.value)} />
    </label>
  );
}
