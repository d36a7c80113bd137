import { Button, Chip } from '@understudy/ui';
import type { ComponentProps, ReactNode } from 'react';
import { codeOf } from '../api/send.js';
import { Page } from '../shell/page.js';
import { NotSaved } from '../states/not-saved.js';
import { ChangedMeanwhile, type FieldWords } from '../editing/changed-meanwhile.js';
import type { Edit } from '../editing/use-edit.js';

export interface EditorPageProps<Fields> extends Pick<ComponentProps<typeof Page>, 'title' | 'crumbs' | 'sub'> {
  /** What is edited, as people say it: "playbook". */
  readonly noun: string;
  /** The row as it is stored; null while a new one is made. */
  readonly row: { readonly active: boolean } | null;
  readonly edit: Edit<Fields>;
  readonly fields: FieldWords<Fields>;
  /** Where the history says who changed it. */
  readonly subject: { readonly kind: string; readonly id: string };
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  /** The error of the last save stands at a field. */
  readonly hasFieldErrors: boolean;
  readonly onSave: () => void;
  /** Takes it out of use, or puts it in use again. */
  readonly onUse: (active: boolean) => void;
  readonly children: ReactNode;
}

/** The page around the form of one row that may be out of use: what is unsaved, what others changed, why it cannot be saved. */
export function EditorPage<Fields extends object>({
  noun,
  row,
  edit,
  fields,
  subject,
  saving,
  hasFieldErrors,
  onSave,
  onUse,
  children,
  ...page
}: EditorPageProps<Fields>) {
  return (
    <Page
      {...page}
      aside={
        <>
          {row && !row.active ? <Chip tone="outlined">Out of use</Chip> : null}
          {edit.dirty ? <Chip tone="outlined">Draft</Chip> : null}
        </>
      }
      actions={
        <>
          {row ? (
            <Button busy={saving.isPending} onClick={() => onUse(!row.active)}>
              {row.active ? 'Take out of use' : 'Put in use again'}
            </Button>
          ) : null}
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button look="filled" busy={saving.isPending} disabled={!edit.dirty || edit.clashes} onClick={onSave}>
            {row ? `Save ${noun}` : `Add ${noun}`}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="save-reason" role="status">
          {edit.clashes ? 'Somebody changed the same thing: choose first.' : edit.dirty ? '' : 'Nothing is changed.'}
        </p>
        <ChangedMeanwhile edit={edit} fields={fields} subject={subject} />
        {saving.error && !hasFieldErrors && codeOf(saving.error) !== 'version.stale' ? (
          <NotSaved error={saving.error} />
        ) : null}
        {children}
      </div>
    </Page>
  );
}
