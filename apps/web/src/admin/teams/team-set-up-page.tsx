import { ChangeTeam, GetTeam, ListCoveragePolicies, ListUsers, type AnswerOf } from '@understudy/contracts';
import {
  Button,
  buttonClass,
  Chip,
  EmptyState,
  Field,
  formatCount,
  Input,
  listNames,
  Panel,
  Person,
  useToast,
} from '@understudy/ui';
import { Users } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { ChangedMeanwhile, type FieldWords } from '../../editing/changed-meanwhile.js';
import { rolesInWords } from '../people/person-words.js';
import { PickPerson, type PickedPerson } from '../pick-person.js';
import { policyInWords } from '../policies/policy-words.js';
import { useEdit } from '../../editing/use-edit.js';

type Team = AnswerOf<typeof GetTeam>;
interface TeamFields {
  readonly name: string;
  readonly fallback: PickedPerson | null;
}

const CRUMBS = [
  { to: '/people', words: 'People and teams' },
  { to: '/people/teams', words: 'Teams' },
];
const FIELDS: FieldWords<TeamFields> = {
  name: { label: 'Name', words: (name) => name },
  fallback: { label: 'Falls back to', words: (fallback) => fallback?.name ?? 'nobody' },
};

export function TeamSetUpPage() {
  const { id = '' } = useParams();
  return (
    <AdminOnly title="Team">
      <OneTeam key={id} id={id} />
    </AdminOnly>
  );
}

function OneTeam({ id }: { readonly id: string }) {
  const query = useApi(GetTeam, { team_id: id });
  if (query.data) return <Editor team={query.data} />;
  return (
    <Page title="Team" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={query}
          what="This team"
          words="Reading the team"
          back={{ to: '/people/teams', words: 'All teams' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function Editor({ team }: { readonly team: Team }) {
  const edit = useEdit<TeamFields>(`team:${team.id}`, { name: team.name, fallback: team.fallback }, team.version);
  const save = useSend(ChangeTeam);
  const tell = useToast();
  const { name, fallback } = edit.values;
  const refused = codeOf(save.error) === 'teams.name-taken' ? wordsFor(save.error) : fieldErrorsOf(save.error)['name'];
  const nameError = name.trim() ? refused : 'A name is needed';

  const submit = () => {
    if (!edit.dirty || edit.clashes || !name.trim() || save.isPending) return;
    save.mutate(
      {
        input: {
          team_id: team.id,
          ...('name' in edit.edits ? { name: name.trim() } : {}),
          ...('fallback' in edit.edits ? { fallback_user_id: fallback?.user_id ?? null } : {}),
        },
        ifMatch: team.version,
      },
      {
        onError: edit.onError,
        onSuccess: () => {
          edit.asItWas();
          tell({ text: `${name.trim()} is saved` });
        },
      },
    );
  };

  return (
    <Page
      title={team.name}
      crumbs={CRUMBS}
      aside={edit.dirty ? <Chip tone="outlined">not saved yet</Chip> : null}
      sub={
        team.fallback
          ? `When nobody of the coverage can, ${team.fallback.name} looks after its customers.`
          : 'Nobody to fall back to: when nobody of the coverage can, only the managers are left.'
      }
      actions={
        <>
          {edit.dirty ? <Button onClick={edit.asItWas}>Discard</Button> : null}
          <Button
            look={edit.dirty ? 'filled' : 'plain'}
            busy={save.isPending}
            disabled={!edit.dirty || edit.clashes}
            onClick={submit}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="cols">
        <div className="stack">
          <ChangedMeanwhile edit={edit} fields={FIELDS} subject={{ kind: 'team', id: team.id }} />
          {save.error && edit.meanwhile.length === 0 && !refused ? <NotSaved error={save.error} /> : null}
          <Panel title="The team">
            <form
              className="form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                submit();
              }}
            >
              <div className="form-pair">
                <Field label="Name" {...(nameError ? { error: nameError } : {})}>
                  {(control) => (
                    <Input
                      {...control}
                      maxLength={100}
                      value={name}
                      onChange={(event) => edit.change({ name: event.target.value })}
                    />
                  )}
                </Field>
                <Field label="Falls back to" hint="Never asked first; looks after customers when nobody else can.">
                  {(control) => (
                    <PickPerson
                      {...control}
                      clearable
                      value={fallback}
                      onChange={(person) => edit.change({ fallback: person })}
                    />
                  )}
                </Field>
              </div>
            </form>
          </Panel>
          <Members team={team} />
        </div>
        <aside className="stack">
          <TeamPolicy teamId={team.id} />
          <p className="text-xs text-ink-2">
            <Link className="link" to={`/audit?record=team&id=${team.id}`}>
              What was changed here
            </Link>{' '}
            stands in the audit log.
          </p>
        </aside>
      </div>
    </Page>
  );
}

function Members({ team }: { readonly team: Team }) {
  const query = useApi(ListUsers, { limit: 100, team_id: team.id, active: 'true' });
  const leads = leadsOf(query.data?.items ?? []);
  return (
    <Panel
      title="Members"
      count={query.data ? `${query.data.items.length}${query.data.next_cursor ? ' or more' : ''}` : undefined}
      actions={
        <Link className={buttonClass({ size: 'row' })} to={`/people?team=${team.id}`}>
          All with filters
        </Link>
      }
    >
      <Loaded query={query} what="The members" words="Reading who belongs to it">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<Users className="i" />} title="Nobody belongs to it">
              Open a person and choose this team.
            </EmptyState>
          ) : (
            <>
              <p className="panel-body text-ink-2">
                {leads.length > 0
                  ? `Led by ${listNames(leads.map(({ name, count }) => `${name} (${formatCount(count, 'member')})`))}.`
                  : 'None of them has a manager.'}
              </p>
              <ul className="rows">
                {items.map((person) => (
                  <li key={person.id}>
                    <Link className="grow hover:underline" to={`/people/${person.id}`}>
                      <Person name={person.name} note={rolesInWords(person.roles)} />
                    </Link>
                    <span className="num text-ink-2">{formatCount(person.capacity_points, 'point')}</span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

/** Who manages members of the team, whoever manages most of them first. */
function leadsOf(people: readonly AnswerOf<typeof ListUsers>['items'][number][]) {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { manager } of people) {
    if (!manager) continue;
    counts.set(manager.user_id, { name: manager.name, count: (counts.get(manager.user_id)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count);
}

function TeamPolicy({ teamId }: { readonly teamId: string }) {
  const query = useApi(ListCoveragePolicies, {});
  const policy = query.data?.items.find(({ team }) => team?.id === teamId);
  return (
    <Panel title="Coverage policy">
      <Loaded query={query} what="The coverage policy" words="Reading the policy" rows={2}>
        {() =>
          policy ? (
            <div className="panel-body grid gap-2">
              <p>{policy.own ? 'Its own:' : 'The organisation’s:'}</p>
              {policyInWords(policy).map((sentence) => (
                <p key={sentence} className="text-ink-2">
                  {sentence}
                </p>
              ))}
              <p>
                <Link className="link" to={`/coverage-policies/${teamId}`}>
                  {policy.own ? 'Change it' : 'Give the team its own'}
                </Link>
              </p>
            </div>
          ) : null
        }
      </Loaded>
    </Panel>
  );
}
