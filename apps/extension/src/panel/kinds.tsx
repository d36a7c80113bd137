import { Field, SegmentedControl, Select } from '@understudy/ui';
import { say } from '../say.js';
import type { Category } from '../worker/answers.js';

export interface KindsProps {
  readonly categories: readonly Category[];
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (name: string) => void;
}

/** What fits into one row of the panel. */
const MOST_LETTERS = 42;

/** Segments up to five kinds, else the browser's list. */
export function Kinds({ categories, value, error, onChange }: KindsProps) {
  const short = categories.length <= 5 && categories.reduce((sum, { name }) => sum + name.length, 0) <= MOST_LETTERS;
  return (
    <Field label={say('panel.kind')} error={error}>
      {(control) =>
        short ? (
          <div {...control} role="presentation" tabIndex={-1}>
            <SegmentedControl
              label={say('panel.kind')}
              options={categories.map(({ name }) => ({ value: name, words: name }))}
              value={value || null}
              onChange={onChange}
            />
          </div>
        ) : (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="" disabled>
              {say('panel.needKind')}
            </option>
            {categories.map(({ id, name, description }) => (
              <option key={id} value={name} title={description ?? undefined}>
                {name}
              </option>
            ))}
          </Select>
        )
      }
    </Field>
  );
}
