import { Field, Input, Panel, SegmentedControl, Select, Switch } from '@understudy/ui';
import { PickPerson } from '../pick-person.js';
import { useTeams } from '../use-teams.js';
import { ConditionRows } from './condition-rows.js';
import type { RuleFields } from './coverage-rule-words.js';
import { STRATEGY_WORDS, type Strategy } from './policy-words.js';
import { useState } from 'react';

const STRATEGIES = Object.keys(STRATEGY_WORDS).filter((name): name is Strategy => name in STRATEGY_WORDS);
const NOBODY: RuleFields['action'] = { strategy: null, backup_user_id: null, backup_team_id: null, skill: null };

export interface CoverageRuleFormProps {
  readonly values: RuleFields;
  readonly change: (fields: Partial<RuleFields>) => void;
  readonly errors: Readonly<Record<string, string>>;
  readonly personName: (id: string | null) => string;
  readonly onSubmit: () => void;
}

/** Name, conditions and whom the rule asks. */
export function CoverageRuleForm({ values, change, errors, personName, onSubmit }: CoverageRuleFormProps) {
  const { action } = values;
  const teams = useTeams();
  const [kind, setKind] = useState<'person' | 'group'>(
    action.strategy !== null || action.backup_team_id !== null || action.skill !== null ? 'group' : 'person',
  );
  const wrong = (name: string) => (errors[name] ? { error: errors[name] } : {});
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Panel title="The rule">
        <div className="form">
          <Field label="Name" {...wrong('name')}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                autoComplete="off"
                placeholder="Enterprise goes to somebody senior"
                value={values.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Switch on={values.active} onChange={(active) => change({ active })}>
            In force
          </Switch>
        </div>
      </Panel>
      <Panel title="Only if" count={values.conditions.length > 1 ? 'all of these' : undefined}>
        <div className="form">
          {values.conditions.length === 0 ? (
            <p className="text-ink-2">No condition: it matches every customer. Put such a rule last.</p>
          ) : null}
          <ConditionRows
            conditions={values.conditions}
            onChange={(conditions) => change({ conditions })}
            errors={errors}
          />
        </div>
      </Panel>
      <Panel title="Ask">
        <div className="form">
          <SegmentedControl
            label="Whom the rule asks"
            options={[
              { value: 'person', words: 'A person' },
              { value: 'group', words: 'The best of some' },
            ]}
            value={kind}
            onChange={(next) => {
              setKind(next);
              change({ action: next === 'group' ? { ...NOBODY, strategy: 'primary' } : NOBODY });
            }}
          />
          {kind === 'person' ? (
            <Field
              label="Person"
              hint="When they are away or full, the policy’s next steps count."
              {...wrong('action')}
            >
              {(control) => (
                <PickPerson
                  {...control}
                  value={
                    action.backup_user_id
                      ? { user_id: action.backup_user_id, name: personName(action.backup_user_id) }
                      : null
                  }
                  onChange={(person) => change({ action: { ...NOBODY, backup_user_id: person?.user_id ?? null } })}
                />
              )}
            </Field>
          ) : (
            <>
              <Field label="Chosen" {...wrong('action')}>
                {(control) => (
                  <Select
                    {...control}
                    value={action.strategy ?? ''}
                    onChange={({ target }) =>
                      change({
                        action: { ...action, strategy: STRATEGIES.find((each) => each === target.value) ?? null },
                      })
                    }
                  >
                    <option value="">As the policy says</option>
                    {STRATEGIES.map((each) => (
                      <option key={each} value={each}>
                        {STRATEGY_WORDS[each].words}: {STRATEGY_WORDS[each].why}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              <div className="form-pair">
                <Field label="Of team" note="optional" {...wrong('backup_team_id')}>
                  {(control) => (
                    <Select
                      {...control}
                      value={action.backup_team_id ?? ''}
                      onChange={({ target }) => change({ action: { ...action, backup_team_id: target.value || null } })}
                    >
                      <option value="">Any team</option>
                      {teams.map(({ id, name }) => (
                        <option key={id} value={id}>
                          {name}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
                <Field label="Who knows" note="optional" hint="A skill, as it stands with people." {...wrong('skill')}>
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={60}
                      value={action.skill ?? ''}
                      onChange={({ target }) => change({ action: { ...action, skill: target.value || null } })}
                    />
                  )}
                </Field>
              </div>
            </>
          )}
        </div>
      </Panel>
    </form>
  );
}
