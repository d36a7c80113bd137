import { ListUsers, ROLES } from '@understudy/contracts';
import { Button, Chip, DataTable, EmptyState, formatCount, Panel, Person, placeOf, Select } from '@understudy/ui';
import { Search, SearchX, UserPlus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { AddressInput } from '../../shell/address-input.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs, PEOPLE_TABS } from '../page-tabs.js';
import { Pager } from '../pager.js';
import { useListAddress, type ListAddress } from '../use-pages.js';
import { useTeams } from '../use-teams.js';
import { AddPersonDialog } from './add-person-dialog.js';
import { daysInWords, rolesInWords, ROLE_WORDS, type AdminPerson } from './person-words.js';

export function PeoplePage() {
  return (
    <AdminOnly title="People">
      <People />
    </AdminOnly>
  );
}

/** Everybody of the organisation, by name because this page is for looking up. */
function People() {
  const address = useListAddress();
  const [adding, setAdding] = useState(false);
  const query = useDeferredValue(address.get('find'));
  const role = ROLES.find((each) => each === address.get('role'));
  const state = address.get('state');
  const active = state === 'inactive' ? 'false' : state === 'all' ? undefined : 'true';
  const team = address.get('team');
  const list = useApi(
    ListUsers,
    {
      limit: 50,
      ...(query ? { query } : {}),
      ...(role ? { role } : {}),
      ...(team ? { team_id: team } : {}),
      ...(active ? { active } : {}),
      ...(address.cursor ? { cursor: address.cursor } : {}),
    },
    { keep: true },
  );
  const items = list.data?.items;
  const whole = address.page === 1 && list.data?.next_cursor === null;
  return (
    <Page
      title={
        whole && !address.filtered && items
          ? formatCount(items.length, 'person works here', 'people work here')
          : 'People'
      }
      here="People"
      sub="Roles decide what somebody may do. Skills and capacity decide whom Understudy suggests, managers whom it turns to last."
      actions={
        <Button look="filled" onClick={() => setAdding(true)}>
          <UserPlus className="i" />
          Add a person
        </Button>
      }
    >
      <PageTabs label="People and teams" tabs={PEOPLE_TABS} />
      <div className="stack">
        <Filters address={address} />
        <Panel
          title={address.filtered ? 'Matching' : 'Active people'}
          count={
            items
              ? address.page > 1
                ? `page ${address.page}`
                : whole
                  ? items.length
                  : `first ${items.length}`
              : undefined
          }
          actions={<Pager address={address} next={list.data?.next_cursor} />}
        >
          <Loaded query={list} what="The list of people" words="Reading the people" rows={8}>
            {(page) => (page.items.length > 0 ? <PeopleTable rows={page.items} /> : <Nobody address={address} />)}
          </Loaded>
        </Panel>
      </div>
      {adding ? <AddPersonDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Filters({ address }: { readonly address: ListAddress }) {
  const teams = useTeams();
  return (
    <search className="filters" aria-label="People">
      <span className="input-icon filters-find">
        <Search className="i" />
        <AddressInput
          type="search"
          aria-label="Find by name or address"
          placeholder="Name or e-mail address"
          value={address.get('find')}
          onWrite={(text) => address.set({ find: text })}
        />
      </span>
      <Select
        aria-label="Role"
        className="w-auto"
        value={address.get('role')}
        onChange={(event) => address.set({ role: event.target.value })}
      >
        <option value="">Any role</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_WORDS[role].words}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Team"
        className="w-auto wide:max-w-60"
        value={address.get('team')}
        onChange={(event) => address.set({ team: event.target.value })}
      >
        <option value="">Any team</option>
        {teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Active or not"
        className="w-auto"
        value={address.get('state')}
        onChange={(event) => address.set({ state: event.target.value })}
      >
        <option value="">Active</option>
        <option value="inactive">No longer active</option>
        <option value="all">Everybody</option>
      </Select>
    </search>
  );
}

function Nobody({ address }: { readonly address: ListAddress }) {
  return (
    <EmptyState
      icon={<SearchX className="i" />}
      title={address.get('find') ? `Nobody is called “${address.get('find')}”` : 'Nobody fits'}
      actions={
        <Button size="panel" onClick={address.clear}>
          Clear filters
        </Button>
      }
    >
      {address.get('state') === 'all'
        ? 'Try a shorter part of the name.'
        : 'People who are no longer active are left out.'}
    </EmptyState>
  );
}

function PeopleTable({ rows }: { readonly rows: readonly AdminPerson[] }) {
  const { user } = useMe();
  return (
    <DataTable
      caption="People by name"
      rowKey={(person) => person.id}
      groups={[{ key: 'all', head: null, rows }]}
      columns={[
        {
          key: 'name',
          head: 'Person',
          width: '28%',
          cell: (person) => (
            <span className="lines">
              <Link className="clip hover:underline" to={`/people/${person.id}`}>
                <Person name={person.name} kind={person.id === user.id ? 'you' : 'other'} />
              </Link>
              <span className="clip pl-[29px] text-xs text-ink-2">{person.email}</span>
            </span>
          ),
        },
        {
          key: 'role',
          head: 'Role',
          width: '16%',
          cell: (person) =>
            person.active ? rolesInWords(person.roles) : <Chip tone="outlined">no longer active</Chip>,
        },
        {
          key: 'team',
          head: 'Team and manager',
          width: '20%',
          narrow: 'wide',
          cell: (person) => (
            <span className="lines">
              <span className="clip">{person.team?.name ?? <span className="text-ink-2">no team</span>}</span>
              <span className="clip text-xs text-ink-2">
                {person.manager ? `${person.manager.name} is the manager` : 'no manager'}
              </span>
            </span>
          ),
        },
        {
          key: 'hours',
          head: 'Hours',
          width: '20%',
          narrow: 'hide',
          cell: ({ working_hours: { days, from, to }, place, time_zone }) => (
            <span className="lines num">
              <span className="clip">
                {from} to {to}
              </span>
              <span className="clip text-xs text-ink-2">
                {daysInWords(days)}, {place ?? placeOf(time_zone)}
              </span>
            </span>
          ),
        },
        {
          key: 'capacity',
          head: 'Carries',
          width: '16%',
          narrow: 'hide',
          cell: ({ capacity_points, skills }) => (
            <span className="lines num">
              <span>{formatCount(capacity_points, 'point')}</span>
              <span className="clip text-xs text-ink-2" title={skills.join(', ')}>
                {skills.length > 0 ? skills.join(', ') : 'no skills named'}
              </span>
            </span>
          ),
        },
      ]}
    />
  );
}
