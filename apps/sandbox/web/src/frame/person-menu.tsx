import { useMutation } from '@tanstack/react-query';
import { SandboxSignIn } from '@understudy/contracts';
import { Avatar, useToast } from '@understudy/ui';
import { Check, ChevronDown, LayoutDashboard } from 'lucide-react';
import { ask } from '../api/http.js';
import { usePerson } from '../person/person.js';
import { organisations, type User } from '../person/world.js';
import { wordsFor } from '../states/loaded.js';
import { Menu } from './menu.js';

const ROLES: Readonly<Record<string, string>> = {
  admin: 'Admin',
  manager: 'Manager',
  csm: 'CSM',
  supporter: 'Supporter',
  member: 'Member',
};

/** Who looks, everybody one could be (the page stays), and the dashboard as this person. */
export function PersonMenu() {
  const { user, tenant, tenants, be } = usePerson();
  return (
    <Menu
      label="Be somebody else"
      className="sb-person"
      menuClassName="sb-people"
      button={
        <>
          <Avatar name={user.name} kind="you" />
          <span className="clip sb-person-name">{user.name}</span>
          <span className="sr-only">: be somebody else</span>
          <ChevronDown className="i i-s" />
        </>
      }
    >
      {(close) => (
        <>
          <DashboardLink user={user} />
          {organisations(tenants, tenant).map(({ id, name, users }) => (
            <section key={id} aria-label={name}>
              <h2>{name}</h2>
              {users.map((one) => (
                <button
                  key={one.email}
                  type="button"
                  className="menu-item"
                  aria-current={one.email === user.email ? 'true' : undefined}
                  onClick={() => (be(one.email), close())}
                >
                  <Avatar name={one.name} kind={one.email === user.email ? 'you' : 'other'} />
                  <span className="clip sb-people-name">{one.name}</span>
                  <span className="mut clip">{noteOf(one)}</span>
                  {one.email === user.email ? <Check className="i i-s" /> : null}
                </button>
              ))}
            </section>
          ))}
        </>
      )}
    </Menu>
  );
}

const noteOf = ({ roles, place }: User): string =>
  [ROLES[roles[0] ?? ''] ?? roles[0], place].filter(Boolean).join(', ');

/** The dashboard keeps its own session (a cookie): it is begun for the same person first, as single sign-on would. */
export function useDashboard() {
  const { user } = usePerson();
  const tell = useToast();
  return useMutation({
    mutationFn: () => ask(SandboxSignIn, { email: user.email, surface: 'web' }),
    onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
  });
}

function DashboardLink({ user }: { readonly user: User }) {
  const signIn = useDashboard();
  return (
    <a
      className="menu-item sb-dashboard"
      href="/"
      onClick={(event) => {
        event.preventDefault();
        signIn.mutate(undefined, { onSuccess: () => location.assign('/') });
      }}
    >
      <LayoutDashboard className="i" />
      <span className="clip">Dashboard as {user.name}</span>
    </a>
  );
}
