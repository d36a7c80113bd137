import { Button, Input, Select, TagInput } from '@understudy/ui';
import { Plus, X } from 'lucide-react';
import {
  ABSENCE_KIND_WORDS,
  FIELD_WORDS,
  firstValue,
  kindOf,
  OPERATOR_WORDS,
  operatorsOf,
  RULE_FIELDS,
  takesList,
  withOperator,
  type Condition,
} from './coverage-rule-words.js';

export interface ConditionRowsProps {
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: Condition[]) => void;
  readonly errors: Readonly<Record<string, string>>;
}

/** All have to hold. Each is a field, a comparison and a value. */
export function ConditionRows({ conditions, onChange, errors }: ConditionRowsProps) {
  const put = (index: number, condition: Condition) =>
    onChange(conditions.map((each, at) => (at === index ? condition : each)));
  const add = () => {
    const field = 'customer.segment';
    const operator = operatorsOf(field)[0] ?? 'eq';
    onChange([...conditions, { field, operator, value: firstValue(field, operator) }]);
  };
  return (
    <div className="grid gap-2">
      {conditions.map((condition, index) => {
        const error = errors[`conditions.${index}`];
        return (
          // eslint-disable-next-line react/no-array-index-key -- conditions have no name of their own; they are never reordered
          <div key={index} className="grid gap-1">
            <div className="adm-cond" role="group" aria-label={`Condition ${index + 1}`}>
              <span className="adm-cond-and">{index > 0 ? 'and' : ''}</span>
              <Select
                aria-label="What is looked at"
                value={condition.field}
                onChange={({ target }) => {
                  const field = RULE_FIELDS.find((each) => each === target.value) ?? condition.field;
                  const operator = operatorsOf(field)[0] ?? 'eq';
                  put(index, { field, operator, value: firstValue(field, operator) });
                }}
              >
                {RULE_FIELDS.map((field) => (
                  <option key={field} value={field}>
                    {FIELD_WORDS[field].label}
                  </option>
                ))}
              </Select>
              <Select
                aria-label="How it is compared"
                value={condition.operator}
                onChange={({ target }) => {
                  const operator = operatorsOf(condition.field).find((each) => each === target.value);
                  if (operator) put(index, withOperator(condition, operator));
                }}
              >
                {operatorsOf(condition.field).map((operator) => (
                  <option key={operator} value={operator}>
                    {OPERATOR_WORDS[operator]}
                  </option>
                ))}
              </Select>
              <Value
                condition={condition}
                onChange={(value) => put(index, { ...condition, value })}
                invalid={Boolean(error)}
              />
              <Button
                look="quiet"
                size="panel"
                icon
                aria-label={`Remove condition ${index + 1}`}
                onClick={() => onChange(conditions.filter((_, at) => at !== index))}
              >
                <X className="i" />
              </Button>
            </div>
            {error ? (
              <p className="field-error" role="alert">
                {error}
              </p>
            ) : null}
          </div>
        );
      })}
      <p>
        <Button size="panel" onClick={add} disabled={conditions.length >= 20}>
          <Plus className="i" />
          Condition
        </Button>
      </p>
    </div>
  );
}

interface ValueProps {
  readonly condition: Condition;
  readonly onChange: (value: Condition['value']) => void;
  readonly invalid: boolean;
}

function Value({ condition: { field, operator, value }, onChange, invalid }: ValueProps) {
  const kind = kindOf(field);
  const wrong = invalid ? { 'aria-invalid': true as const } : {};
  if (kind === 'boolean') {
    return (
      <Select aria-label="Value" value={String(value)} onChange={({ target }) => onChange(target.value === 'true')}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </Select>
    );
  }
  if (takesList(operator)) {
    const values = Array.isArray(value) ? value.map(String) : [];
    const known = kind === 'absence-kind' ? Object.keys(ABSENCE_KIND_WORDS) : [];
    return (
      <TagInput {...wrong} aria-label="Values" values={values} known={known} maxLength={200} onChange={onChange} />
    );
  }
  if (kind === 'absence-kind') {
    return (
      <Select aria-label="Value" value={String(value)} onChange={({ target }) => onChange(target.value)}>
        {Object.entries(ABSENCE_KIND_WORDS).map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </Select>
    );
  }
  if (kind === 'number') {
    return (
      <Input
        {...wrong}
        aria-label="Value"
        type="number"
        value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
        onChange={({ target }) => onChange(target.value === '' ? Number.NaN : Number(target.value))}
      />
    );
  }
  return (
    <Input
      {...wrong}
      aria-label="Value"
      maxLength={200}
      value={String(value)}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
