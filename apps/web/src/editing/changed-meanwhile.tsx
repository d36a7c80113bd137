import { ListAudit } from '@understudy/contracts';
import { Button, formatMoment, Notice, useNow } from '@understudy/ui';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { TakeOrKeep } from './take-or-keep.js';
import type { Edit } from './use-edit.js';

/** How fields are called and how their values read. */
export type FieldWords<Fields> = {
  readonly [Name in keyof Fields & string]?: {
    readonly label: string;
    readonly words: (value: Fields[Name]) => string;
  };
};

export interface ChangedMeanwhileProps<Fields> {
  readonly edit: Edit<Fields>;
  readonly fields: FieldWords<Fields>;
  /** Where the history says who it was; null: it knows nothing as small as this row. */
  readonly subject: { readonly kind: string; readonly id: string } | null;
}

/** Somebody else changed the row while it was edited here: what, by whom, and what becomes of both changes. */
export function ChangedMeanwhile<Fields extends object>({ edit, fields, subject }: ChangedMeanwhileProps<Fields>) {
  const { user } = useMe();
  const now = useNow();
  const events = useApi(
    ListAudit,
    { limit: 1, ...(subject ? { subject_kind: subject.kind, subject_id: subject.id } : {}) },
    { enabled: subject !== null && edit.meanwhile.length > 0 },
  );
  if (edit.meanwhile.length === 0) return null;
  const last = subject ? events.data?.items[0] : undefined;
  const wordsOf = (name: keyof Fields & string, value: unknown): string => {
    const words: ((value: never) => string) | undefined = fields[name]?.words;
    return words ? words(value as never) || 'nothing' : JSON.stringify(value);
  };
  return (
    <Notice
      tone={edit.clashes ? 'waiting' : 'info'}
      actions={
        edit.clashes ? (
          <TakeOrKeep edit={edit} />
        ) : (
          <Button size="panel" onClick={edit.keepMine}>
            Go on
          </Button>
        )
      }
    >
      <b>
        {last ? (last.actor.user_id === user.id ? 'You' : last.actor.name) : 'Somebody'} changed this meanwhile
        {last ? `, ${formatMoment(last.at, user.time_zone, now)}` : ''}.
      </b>{' '}
      <span className="mut">Nothing you typed is lost.</span>
      <ul className="mt-1">
        {edit.meanwhile.map(({ field, was, is, clash, mine }) => (
          <li key={field}>
            {fields[field]?.label ?? field}: {wordsOf(field, was)} → <b>{wordsOf(field, is)}</b>
            {clash ? <> · yours: {wordsOf(field, mine)}</> : <span className="mut"> · taken over</span>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
