import { CreateTeam, ListTeams } from '@understudy/contracts';
import {
  Button,
  DataTable,
  Dialog,
  EmptyState,
  Field,
  formatCount,
  Input,
  Panel,
  Person,
  StateChip,
  useToast,
} from '@understudy/ui';
import { Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { codeOf, fieldErrorsOf, wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, PEOPLE_TABS } from '../page-tabs.js';
import { Pager } from '../pager.js';
import { PickPerson, type PickedPerson } from '../pick-person.js';
import { useListAddress } from '../use-pages.js';

export function TeamsPage() {
  return (
    <AdminOnly title="Teams">
      <Teams />
    </AdminOnly>
  );
}

function Teams() {
  const address = useListAddress();
  const [adding, setAdding] = useState(false);
  const list = useApi(ListTeams, { limit: 50, ...(address.cursor ? { cursor: address.cursor } : {}) }, { keep: true });
  const items = list.data?.items;
  const open = items?.filter(({ fallback }) => fallback === null).length ?? 0;
  return (
    <Page
      title={
        items === undefined || items.length === 0
          ? 'Teams'
          : open === 0
            ? 'Every team has somebody to fall back to'
            : `${formatCount(open, 'team has', 'teams have')} nobody to fall back to`
      }
      here="Teams"
      sub="A team’s coverage policy counts for its members. Its fallback looks after customers when nobody of the coverage can."
      actions={
        <Button look="filled" onClick={() => setAdding(true)}>
          <Plus className="i" />
          Add a team
        </Button>
      }
    >
      <PageTabs label="People and teams" tabs={PEOPLE_TABS} />
      <Panel title="Teams" count={items?.length} actions={<Pager address={address} next={list.data?.next_cursor} />}>
        <Loaded query={list} what="The list of teams" words="Reading the teams" rows={4}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState icon={<Users className="i" />} title="No team yet">
                People without a team follow the organisation’s coverage policy, and fall back to their managers.
              </EmptyState>
            ) : (
              <DataTable
                caption="Teams by name"
                rowKey={(team) => team.id}
                groups={[{ key: 'all', head: null, rows: page.items }]}
                columns={[
                  {
                    key: 'name',
                    head: 'Team',
                    width: '34%',
                    cell: (team) => (
                      <Link className="clip block font-medium hover:underline" to={`/people/teams/${team.id}`}>
                        {team.name}
                      </Link>
                    ),
                  },
                  {
                    key: 'members',
                    head: 'Members',
                    width: '16%',
                    cell: (team) => (
                      <Link className="link num" to={`/people?team=${team.id}&state=all`}>
                        {team.member_count}
                        <span className="sr-only"> members of {team.name}</span>
                      </Link>
                    ),
                  },
                  {
                    key: 'fallback',
                    head: 'Falls back to',
                    width: '30%',
                    narrow: 'wide',
                    cell: (team) =>
                      team.fallback ? (
                        <Person name={team.fallback.name} />
                      ) : (
                        <StateChip state="waiting">Nobody: the managers only</StateChip>
                      ),
                  },
                  {
                    key: 'policy',
                    head: 'Policy',
                    width: '20%',
                    narrow: 'hide',
                    cell: (team) => (
                      <Link className="link" to={`/coverage-policies/${team.id}`}>
                        Coverage policy
                      </Link>
                    ),
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
      {adding ? <AddTeamDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

const EMPTY = { name: '' };

function AddTeamDialog({ onClose }: { readonly onClose: () => void }) {
  const { draft, change, forget } = useDraft('team:new', EMPTY);
  const [fallback, setFallback] = useState<PickedPerson | null>(null);
  const [tried, setTried] = useState(false);
  const add = useSend(CreateTeam);
  const tell = useToast();
  const navigate = useNavigate();
  const taken = codeOf(add.error) === 'teams.name-taken';
  const missing = tried && !draft.name.trim() ? 'A name is needed' : undefined;
  const wrong = missing ?? (taken ? wordsFor(add.error) : fieldErrorsOf(add.error)['name']);
  return (
    <Dialog
      title="Add a team"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!draft.name.trim() || add.isPending) return;
        add.mutate(
          { input: { name: draft.name.trim(), fallback_user_id: fallback?.user_id ?? null } },
          {
            onSuccess: (team) => {
              forget();
              tell({ text: `${team.name} is there. Put people into it on their pages` });
              void navigate(`/people/teams/${team.id}`);
            },
          },
        );
      }}
      footer={
        <>
          <Button onClick={onClose}>Keep for later</Button>
          <Button look="filled" type="submit" busy={add.isPending}>
            Add team
          </Button>
        </>
      }
    >
      {add.error && !wrong ? <NotSaved error={add.error} /> : null}
      <Field label="Name" {...(wrong ? { error: wrong } : {})}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={100}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Falls back to" note="optional" hint="Looks after customers when nobody of the coverage can.">
        {(control) => <PickPerson {...control} clearable value={fallback} onChange={setFallback} />}
      </Field>
    </Dialog>
  );
}
