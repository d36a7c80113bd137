import { Avatar } from '@understudy/ui';
import { ChevronsUpDown, LogOut, UserRoundCog, Users } from 'lucide-react';
import { useId } from 'react';
import { Link } from 'react-router';
import { useMe } from '../session/session.js';
import { describeMe } from './role-words.js';
import { useSignOut } from './sign-out-provider.js';

/** You, at the foot of the rail: who you are here, and the way out. */
export function MeMenu() {
  const me = useMe();
  const id = useId();
  const signOut = useSignOut();
  return (
    <>
      <button type="button" className="me" popoverTarget={id}>
        <Avatar name={me.user.name} kind="you" />
        <span className="lines grow">
          <span className="clip font-medium">{me.user.name}</span>
          <span className="clip text-xs text-ink-2">{describeMe(me)}</span>
        </span>
        <ChevronsUpDown className="i text-ink-3" />
      </button>
      <div id={id} popover="auto" className="menu fixed top-auto right-auto bottom-16 left-2.5 m-0 w-[204px]">
        <p className="clip px-2 py-1 text-xs text-ink-2">{me.user.email}</p>
        <Link to="/profile" className="menu-item" onClick={() => document.getElementById(id)?.hidePopover()}>
          <UserRoundCog className="i" />
          My hours and how I am told
        </Link>
        <button type="button" className="menu-item" onClick={signOut}>
          {me.mode === 'sandbox' ? <Users className="i" /> : <LogOut className="i" />}
          {me.mode === 'sandbox' ? 'Be somebody else' : 'Sign out'}
        </button>
      </div>
    </>
  );
}
