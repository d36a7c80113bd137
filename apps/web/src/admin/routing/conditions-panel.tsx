import { ListEscalationCategories } from '@understudy/contracts';
import { EVERY_CATEGORY } from '@understudy/domain';
import { Button, Panel, Select, type Severity } from '@understudy/ui';
import { Plus } from 'lucide-react';
import { useApi } from '../../api/use-api.js';
import { ConditionRow } from './condition-row.js';
import { conditionOn, FIELD_NAMES } from './condition-words.js';
import type { RuleForm } from './rule-form.js';
import { decidesId } from './rule-sentence.js';

const SEVERITIES: readonly Severity[] = ['P0', 'P1', 'P2', 'P3'];

export interface PartProps {
  readonly form: RuleForm;
  readonly errors: Readonly<Record<string, string>>;
  readonly change: (fields: Partial<RuleForm>) => void;
}

/** Which escalations the rule is for: category, severity, and any number of conditions that must all hold. */
export function ConditionsPanel({ form, errors, change }: PartProps) {
  const categories = useApi(ListEscalationCategories, { limit: 100 });
  const names = (categories.data?.items ?? []).filter(({ active }) => active).map(({ name }) => name);
  const { category, severity, conditions } = form;
  const unused = Object.keys(FIELD_NAMES).find((field) => !conditions.some((one) => one.field === field));
  const put = (index: number, condition: (typeof conditions)[number] | null) =>
    change({ conditions: condition ? conditions.with(index, condition) : conditions.toSpliced(index, 1) });
  return (
    <Panel
      title="Only if"
      count="all of these"
      actions={
        <Button
          size="row"
          onClick={() => change({ conditions: [...conditions, conditionOn(unused ?? 'customer.arr')] })}
        >
          <Plus className="i i-s" />
          Condition
        </Button>
      }
    >
      <div className="conds">
        <div className="cond cond-fixed">
          <span />
          <span className="cond-name">Category</span>
          <span className="text-ink-2">is</span>
          <Select
            id={decidesId('category')}
            aria-label="Category"
            value={category}
            onChange={({ target }) => change({ category: target.value })}
          >
            <option value={EVERY_CATEGORY}>any</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
            {category === EVERY_CATEGORY || names.includes(category) ? null : <option>{category}</option>}
          </Select>
        </div>
        <div className="cond cond-fixed">
          <span className="text-ink-2">and</span>
          <span className="cond-name">Severity</span>
          <span className="text-ink-2">is one of</span>
          <span
            id={decidesId('severity')}
            role="group"
            aria-label="Severity; none chosen means any"
            className="choices"
          >
            {SEVERITIES.map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={severity.includes(one)}
                  onChange={({ target }) =>
                    change({
                      severity: SEVERITIES.filter((each) => (each === one ? target.checked : severity.includes(each))),
                    })
                  }
                />
                {one}
              </label>
            ))}
            <span className="text-xs text-ink-2">{severity.length === 0 ? 'any' : ''}</span>
          </span>
        </div>
        <div id={decidesId('conditions')}>
          {conditions.map((condition, index) => (
            <ConditionRow
              key={index}
              index={index}
              condition={condition}
              {...errorAt(errors, `conditions.${index}`)}
              onChange={(next) => put(index, next)}
              onRemove={() => put(index, null)}
            />
          ))}
        </div>
      </div>
    </Panel>
  );
}

const errorAt = (errors: PartProps['errors'], path: string): { error?: string } => {
  const found = Object.entries(errors).find(([name]) => name.startsWith(`${path}.`));
  return found ? { error: found[1] } : {};
};
