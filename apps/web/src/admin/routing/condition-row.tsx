import { Button, Input, Select, TagInput } from '@understudy/ui';
import { X } from 'lucide-react';
import {
  conditionOn,
  FIELD_NAMES,
  isListed,
  kindOf,
  operatorChoices,
  WEEKDAY_CHOICES,
  withOperator,
} from './condition-words.js';
import type { Condition } from './rule-form.js';

const SEVERITY_CHOICES = ['P0', 'P1', 'P2', 'P3'].map((value) => ({ value, words: value }));

export interface ConditionRowProps {
  readonly condition: Condition;
  readonly index: number;
  readonly error?: string;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

/** One condition: what is looked at, how it is compared, with what. */
export function ConditionRow({ condition, index, error, onChange, onRemove }: ConditionRowProps) {
  const { field, operator } = condition;
  const name = `Condition ${index + 1}`;
  const errorId = `condition-${index}-error`;
  return (
    <div className="cond" role="group" aria-label={name}>
      <span className="text-ink-2">{index === 0 ? '' : 'and'}</span>
      <Select aria-label={`${name}: what`} value={field} onChange={({ target }) => onChange(conditionOn(target.value))}>
        {Object.entries(FIELD_NAMES).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
        {field in FIELD_NAMES ? null : <option value={field}>{field}</option>}
      </Select>
      <Select
        aria-label={`${name}: compared how`}
        value={operator}
        onChange={({ target }) => onChange(withOperator(condition, target.value))}
      >
        {operatorChoices(field).map((choice) => (
          <option key={choice.operator} value={choice.operator}>
            {choice.words}
          </option>
        ))}
      </Select>
      <span className="min-w-0">
        <ConditionValue
          condition={condition}
          label={`${name}: with what`}
          onChange={(value) => onChange({ ...condition, value })}
          {...(error ? { errorId } : {})}
        />
        {error ? (
          <span className="field-error mt-1" id={errorId}>
            {error}
          </span>
        ) : null}
      </span>
      <Button look="quiet" size="row" icon aria-label={`Take ${name.toLowerCase()} away`} onClick={onRemove}>
        <X className="i" />
      </Button>
    </div>
  );
}

interface ValueProps {
  readonly condition: Condition;
  readonly label: string;
  readonly errorId?: string;
  readonly onChange: (value: Condition['value']) => void;
}

function ConditionValue({ condition: { field, operator, value }, label, errorId, onChange }: ValueProps) {
  const kind = kindOf(field);
  const aria = {
    'aria-label': label,
    ...(errorId ? { 'aria-invalid': true as const, 'aria-describedby': errorId } : {}),
  };
  if (kind === 'boolean')
    return (
      <Select {...aria} value={String(value)} onChange={({ target }) => onChange(target.value === 'true')}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </Select>
    );
  const many: readonly unknown[] = typeof value === 'object' ? value : [value];
  if (isListed(operator) && (kind === 'weekday' || kind === 'severity'))
    return (
      <Choices
        label={label}
        choices={kind === 'weekday' ? WEEKDAY_CHOICES : SEVERITY_CHOICES}
        chosen={many}
        onChange={onChange}
      />
    );
  if (kind === 'weekday' || kind === 'severity')
    return (
      <Select
        {...aria}
        value={String(value)}
        onChange={({ target }) => onChange(kind === 'weekday' ? Number(target.value) : target.value)}
      >
        {(kind === 'weekday' ? WEEKDAY_CHOICES : SEVERITY_CHOICES).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.words}
          </option>
        ))}
      </Select>
    );
  const isNumber = kind === 'number' || kind === 'hour';
  if (isListed(operator))
    return (
      <TagInput
        {...aria}
        values={many.map(String)}
        placeholder="Enter adds one"
        onChange={(words) => onChange(isNumber ? words.map(Number).filter((one) => !Number.isNaN(one)) : words)}
      />
    );
  return (
    <Input
      {...aria}
      type={isNumber ? 'number' : 'text'}
      {...(kind === 'hour' ? { min: 0, max: 23 } : {})}
      maxLength={200}
      value={String(value)}
      onChange={({ target }) => onChange(isNumber && target.value !== '' ? Number(target.value) : target.value)}
    />
  );
}

interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string | number; readonly words: string }[];
  readonly chosen: readonly unknown[];
  readonly onChange: (value: (string | number)[]) => void;
}

function Choices({ label, choices, chosen, onChange }: ChoicesProps) {
  return (
    <span role="group" aria-label={label} className="choices">
      {choices.map(({ value, words }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(
                choices
                  .map((one) => one.value)
                  .filter((one) => (one === value ? target.checked : chosen.includes(one))),
              )
            }
          />
          {words.slice(0, 3)}
        </label>
      ))}
    </span>
  );
}
