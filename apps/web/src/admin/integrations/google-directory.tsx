import { PutGoogleConnection, SyncGoogleDirectory, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  Field,
  formatCount,
  formatMoment,
  Panel,
  Select,
  Switch,
  TagInput,
  useNow,
  useToast,
} from '@understudy/ui';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { NotSaved } from '../../states/not-saved.js';
import { useEdit } from '../../editing/use-edit.js';
import type { GoogleConnection } from './google-connect.js';

type Plan = AnswerOf<typeof SyncGoogleDirectory>;

/** People, managers and teams from Google's directory: looked at first, applied when an admin says so or every night. */
export function GoogleDirectory({ connection }: { readonly connection: GoogleConnection }) {
  const { user } = useMe();
  const now = useNow();
  const { synced_at: syncedAt, problem, ...settings } = connection.directory;
  const edit = useEdit('google-directory', settings, connection.version);
  const put = useSend(PutGoogleConnection);
  const look = useSend(SyncGoogleDirectory);
  const apply = useSend(SyncGoogleDirectory);
  const tell = useToast();
  const isMany = codeOf(apply.error) === 'google.many-leave';
  const errors = fieldErrorsOf(put.error);
  const save = () =>
    put.mutate(
      {
        input: { mode: connection.mode, directory: { ...edit.values, org_units: [...edit.values.org_units] } },
        ifMatch: connection.version,
      },
      {
        onSuccess: () => {
          edit.asItWas();
          tell({ text: 'The directory’s settings are saved' });
        },
        onError: edit.onError,
      },
    );
  const sync = (even_if_many_leave: boolean) =>
    apply.mutate(
      { input: { dry_run: false, even_if_many_leave } },
      {
        onSuccess: (plan) => {
          look.reset();
          tell({ text: `The directory is applied: ${planWords(plan)}` });
        },
      },
    );

  return (
    <Panel
      title="Directory"
      count={syncedAt ? `applied ${formatMoment(syncedAt, user.time_zone, now)}` : 'never applied'}
      actions={
        <Button size="row" busy={look.isPending} onClick={() => look.mutate({ input: { dry_run: true } })}>
          See what it would change
        </Button>
      }
    >
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {put.error && Object.keys(errors).length === 0 ? <NotSaved error={put.error} /> : null}
        {problem ? <p className="font-medium">{problem}</p> : null}
        <Switch on={edit.values.nightly} onChange={(nightly) => edit.change({ nightly })}>
          Apply it every night
        </Switch>
        <Field label="Teams come from">
          {(control) => (
            <Select
              {...control}
              value={edit.values.teams_from}
              onChange={({ target }) => edit.change({ teams_from: target.value as typeof settings.teams_from })}
            >
              <option value="none">nowhere: teams are kept here</option>
              <option value="org_unit">the organisational unit</option>
              <option value="department">the department</option>
            </Select>
          )}
        </Field>
        <Field
          label="People come from these organisational units"
          note="empty: all"
          hint="Like /Customer Success; those below count as well. Enter adds one."
          {...(errors['directory'] ? { error: errors['directory'] } : {})}
        >
          {(control) => (
            <TagInput
              {...control}
              maxLength={300}
              values={edit.values.org_units}
              onChange={(org_units) => edit.change({ org_units })}
            />
          )}
        </Field>
        {edit.dirty ? (
          <div className="form-foot">
            <Button size="panel" look="filled" type="submit" busy={put.isPending}>
              Save
            </Button>
            <Button size="panel" look="quiet" onClick={edit.asItWas}>
              As it was
            </Button>
          </div>
        ) : null}
        {look.error ? <p role="alert">{wordsFor(look.error)}</p> : null}
        {apply.error ? <p role="alert">{wordsFor(apply.error)}</p> : null}
        {look.data ? <PlanList plan={look.data} /> : null}
        {look.data && changesOf(look.data) > 0 ? (
          <div className="form-foot">
            <Button size="panel" look={isMany ? 'red' : 'filled'} busy={apply.isPending} onClick={() => sync(isMany)}>
              {isMany ? 'Apply it although many leave' : 'Apply it'}
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}

const changesOf = ({ added, changed, leaving, back }: Plan): number =>
  added.length + changed.length + leaving.length + back.length;

const planWords = (plan: Plan): string =>
  changesOf(plan) === 0
    ? 'nothing changes'
    : [
        plan.added.length ? `${plan.added.length} added` : '',
        plan.changed.length ? `${plan.changed.length} changed` : '',
        plan.leaving.length ? `${plan.leaving.length} leave` : '',
        plan.back.length ? `${plan.back.length} back` : '',
      ]
        .filter(Boolean)
        .join(', ');

function PlanList({ plan }: { readonly plan: Plan }) {
  const lines = [
    ...plan.added.map(({ name, email, team }) => `${name} (${email}) is added${team ? `, team ${team}` : ''}`),
    ...plan.changed.map(
      ({ name, changes }) =>
        `${name}: ${changes.map(({ field, from, to }) => `${field} ${from ?? 'none'} → ${to ?? 'none'}`).join(', ')}`,
    ),
    ...plan.leaving.map(({ name, because }) => `${name} leaves: ${because}`),
    ...plan.back.map(({ name }) => `${name} is back`),
    ...plan.kept.map(({ name }) => `${name} stays as an admin decided here, though Google says otherwise`),
    ...plan.problems.map(({ email, because }) => `${email} is left as it is: ${because}`),
  ];
  return (
    <div role="status">
      <p className="font-medium">
        It would change: {planWords(plan)}. {formatCount(plan.unchanged, 'person', 'people')} as they are.
      </p>
      <ul className="plan">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
