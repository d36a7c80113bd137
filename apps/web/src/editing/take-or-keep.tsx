import { Button } from '@understudy/ui';
import type { Edit } from './use-edit.js';

/** Two changed the same field: which of both stays. */
export function TakeOrKeep<Fields>({ edit }: { readonly edit: Pick<Edit<Fields>, 'takeTheirs' | 'keepMine'> }) {
  return (
    <span className="flex flex-wrap gap-2">
      <Button size="panel" onClick={edit.takeTheirs}>
        Take theirs
      </Button>
      <Button size="panel" onClick={edit.keepMine}>
        Keep mine
      </Button>
    </span>
  );
}
