import { Notice } from '@understudy/ui';
import { TakeOrKeep } from '../../editing/take-or-keep.js';
import type { Edit } from '../../editing/use-edit.js';

export interface BothChangedProps<Fields> {
  readonly edit: Edit<Fields>;
  readonly labels: Readonly<Record<keyof Fields & string, string>>;
}

const SHOWN = 200;
const short = (value: unknown): string => {
  const text = String(value ?? '').trim() || 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
};

/** Fields that somebody else changed while they were changed here too, also while the form was closed: nothing is sent before one was chosen. */
export function BothChanged<Fields extends object>({ edit, labels }: BothChangedProps<Fields>) {
  const both = edit.meanwhile.filter(({ clash }) => clash);
  if (both.length === 0) return null;
  return (
    <Notice tone="waiting" actions={<TakeOrKeep edit={edit} />}>
      <b>You both changed this.</b>
      <ul className="mt-1">
        {both.map(({ field, is, mine }) => (
          <li key={field}>
            {labels[field]}: theirs <b>{short(is)}</b> · yours {short(mine)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
