import { Field, Input, Panel, Select, sentence, Switch, TagInput } from '@understudy/ui';
import type { ReactNode } from 'react';
import { LengthField } from '../length-field.js';
import {
  NOTICE_WORDS,
  RUNG_WORDS,
  STRATEGY_WORDS,
  type PolicyFields,
  type Rung,
  type Strategy,
} from './policy-words.js';

const RUNGS = Object.keys(RUNG_WORDS).filter((name): name is Rung => name in RUNG_WORDS);
const STRATEGIES = Object.keys(STRATEGY_WORDS).filter((name): name is Strategy => name in STRATEGY_WORDS);
const METHODS = Object.keys(NOTICE_WORDS).filter((name): name is keyof typeof NOTICE_WORDS => name in NOTICE_WORDS);
const WEIGHTS = [
  ['capacity', 'Room'],
  ['familiarity', 'Familiarity'],
  ['skill', 'Skill'],
  ['fairness', 'Fairness'],
] as const;
const LOAD = [
  ['arr', 'ARR'],
  ['health', 'Low health'],
  ['complexity', 'Open work'],
] as const;
const LOAD_DEFAULT = { arr: 1, health: 1, complexity: 1 } as const;
const MOST_SPLIT = 25;

export interface PolicyFormProps {
  readonly values: PolicyFields;
  readonly change: (fields: Partial<PolicyFields>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly onSubmit: () => void;
}

/** Everything a team decides about coverage, in the order in which it happens. */
export function PolicyForm({ values, change, errors, onSubmit }: PolicyFormProps) {
  const wrong = (name: string) => (errors[name] ? { error: errors[name] } : {});
  const { notices, brief_gate: gate, weights, load_weights: load } = values;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Panel title="Who is chosen">
        <div className="form">
          <Field
            label="Strategy"
            hint={`${sentence(STRATEGY_WORDS[values.strategy].why)}. Presets and rules come before it.`}
          >
            {(control) => (
              <Select
                {...control}
                value={values.strategy}
                onChange={({ target }) =>
                  change({ strategy: STRATEGIES.find((each) => each === target.value) ?? values.strategy })
                }
              >
                {STRATEGIES.map((each) => (
                  <option key={each} value={each}>
                    {STRATEGY_WORDS[each].words}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Numbers
            legend="What counts for the fit, 0 to 10"
            error={errors['weights']}
            names={WEIGHTS}
            values={weights}
            onChange={(name, value) => change({ weights: { ...weights, [name]: value } })}
          />
          <Switch on={load !== null} onChange={(on) => change({ load_weights: on ? LOAD_DEFAULT : null })}>
            Weigh customers <small className="mut">else every customer is one point of capacity</small>
          </Switch>
          {load ? (
            <Numbers
              legend="What a customer weighs by, 0 to 10"
              names={LOAD}
              values={load}
              onChange={(name, value) => change({ load_weights: { ...load, [name]: value } })}
            />
          ) : null}
          <Switch on={values.split_above !== null} onChange={(on) => change({ split_above: on ? MOST_SPLIT : null })}>
            Split large portfolios <small className="mut">else only when nobody can carry the whole</small>
          </Switch>
          {values.split_above === null ? null : (
            <NumberField
              label="Split above so many customers"
              value={values.split_above}
              onChange={(split_above) => change({ split_above })}
              {...wrong('split_above')}
            />
          )}
        </div>
      </Panel>
      <Panel title="Who has to say yes">
        <div className="form">
          <Switch on={values.needs_approval} onChange={(needs_approval) => change({ needs_approval })}>
            A manager approves before a backup is asked
          </Switch>
          {values.needs_approval ? (
            <LengthField
              label="They have"
              minutes={values.approve_within_minutes}
              onChange={(minutes) => change({ approve_within_minutes: minutes })}
              error={errors['approve_within_minutes']}
            />
          ) : null}
          <Switch on={values.needs_acceptance} onChange={(needs_acceptance) => change({ needs_acceptance })}>
            The backup has to say yes
          </Switch>
          {values.needs_acceptance ? (
            <div className="form-pair">
              <LengthField
                label="They have"
                minutes={values.answer_within_minutes}
                onChange={(minutes) => change({ answer_within_minutes: minutes })}
                error={errors['answer_within_minutes']}
              />
              <LengthField
                label="When the absence runs already"
                minutes={values.urgent_answer_minutes}
                onChange={(minutes) => change({ urgent_answer_minutes: minutes })}
                error={errors['urgent_answer_minutes']}
                hint="Nobody gets less."
              />
            </div>
          ) : null}
        </div>
      </Panel>
      <Panel title="Without an answer">
        <div className="form">
          <Switch on={values.secondary} onChange={(secondary) => change({ secondary })}>
            Ask a second backup from the beginning
          </Switch>
          <fieldset className="adm-ticks">
            <legend className="field-label">Turned to, in this order</legend>
            {RUNGS.map((rung) => (
              <label key={rung} className="adm-tick">
                <input
                  type="checkbox"
                  checked={values.ladder.includes(rung)}
                  onChange={({ target }) =>
                    change({
                      ladder: RUNGS.filter((each) => (each === rung ? target.checked : values.ladder.includes(each))),
                    })
                  }
                />
                <span>{RUNG_WORDS[rung]}</span>
              </label>
            ))}
            {errors['ladder'] ? <span className="field-error">{errors['ladder']}</span> : null}
          </fieldset>
        </div>
      </Panel>
      <Panel title="What customers and owners hear">
        <div className="form">
          <div className="form-pair">
            <Field label="Customers are told">
              {(control) => (
                <Select
                  {...control}
                  value={notices.method}
                  onChange={({ target }) =>
                    change({
                      notices: { ...notices, method: METHODS.find((each) => each === target.value) ?? notices.method },
                    })
                  }
                >
                  {METHODS.map((each) => (
                    <option key={each} value={each}>
                      {NOTICE_WORDS[each]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <NumberField
              label="From so many days on"
              value={notices.min_days}
              onChange={(min_days) => change({ notices: { ...notices, min_days } })}
              {...wrong('notices.min_days')}
            />
          </div>
          <Switch
            on={notices.segments !== null}
            onChange={(on) => change({ notices: { ...notices, segments: on ? [] : null } })}
          >
            Only customers of some segments
          </Switch>
          {notices.segments ? (
            <Field label="Segments" hint="Enter adds one." {...wrong('notices.segments')}>
              {(control) => (
                <TagInput
                  {...control}
                  values={notices.segments ?? []}
                  onChange={(segments) => change({ notices: { ...notices, segments } })}
                />
              )}
            </Field>
          ) : null}
          <div className="form-pair">
            <NumberField
              label="Owner reminded of missing notes, hours before"
              value={gate.owner_hours}
              onChange={(owner_hours) => change({ brief_gate: { ...gate, owner_hours } })}
              {...wrong('brief_gate.owner_hours')}
            />
            <NumberField
              label="Manager, hours before"
              value={gate.manager_hours}
              onChange={(manager_hours) => change({ brief_gate: { ...gate, manager_hours } })}
              {...wrong('brief_gate.manager_hours')}
            />
          </div>
        </div>
      </Panel>
    </form>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly error?: string | undefined;
  readonly step?: string;
}

function NumberField({ label, value, onChange, error, step }: NumberFieldProps) {
  return (
    <Field label={label} {...(error ? { error } : {})}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={0}
          step={step ?? '1'}
          value={Number.isNaN(value) ? '' : value}
          onChange={({ target }) => onChange(target.value === '' ? Number.NaN : Number(target.value))}
        />
      )}
    </Field>
  );
}

interface NumbersProps<Name extends string> {
  readonly legend: ReactNode;
  readonly names: readonly (readonly [Name, string])[];
  readonly values: Readonly<Record<Name, number>>;
  readonly onChange: (name: Name, value: number) => void;
  readonly error?: string | undefined;
}

function Numbers<Name extends string>({ legend, names, values, onChange, error }: NumbersProps<Name>) {
  return (
    <fieldset className="adm-ticks">
      <legend className="field-label">{legend}</legend>
      <div className="grid grid-cols-2 gap-3 wide:grid-cols-4">
        {names.map(([name, words]) => (
          <NumberField
            key={name}
            label={words}
            value={values[name]}
            step="0.05"
            onChange={(value) => onChange(name, value)}
          />
        ))}
      </div>
      {error ? <span className="field-error">{error}</span> : null}
    </fieldset>
  );
}
