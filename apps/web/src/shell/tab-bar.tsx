import { Dialog } from '@understudy/ui';
import { Menu, Moon, Plane, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { Link, NavLink } from 'react-router';
import { useOutNow } from '../absences/out-now-provider.js';
import { useMay, useMe } from '../session/session.js';
import { ClockBox } from './clock-box.js';
import { SET_UP, UNDERSTAND, workOf } from './nav.js';
import { describeMe } from './role-words.js';
import { useSignOut } from './sign-out-provider.js';

/** Beside them stands More. */
const SHOWN = 4;

/** The rail of a narrow screen: the daily pages, and everything else behind "More". */
export function TabBar() {
  const { user } = useMe();
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav className="tabbar" aria-label="Main, narrow">
        {workOf(user.roles)
          .slice(0, SHOWN)
          .map(({ to, words, icon: Icon }) => (
            <NavLink key={to} to={to} end={to === '/'}>
              <Icon className="i" />
              {words}
            </NavLink>
          ))}
        <button type="button" onClick={() => setOpen(true)}>
          <Menu className="i" />
          More
        </button>
      </nav>
      {open ? <MoreDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function MoreDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe();
  const may = useMay();
  const signOut = useSignOut();
  const outNow = useOutNow();
  return (
    <Dialog title={me.user.name} onClose={onClose}>
      <p className="text-ink-2">{describeMe(me)}</p>
      {me.mode === 'sandbox' ? <ClockBox /> : null}
      <div>
        {[...workOf(me.user.roles).slice(SHOWN), ...[...UNDERSTAND, ...SET_UP].filter((item) => may(item.needs))].map(
          ({ to, words, icon: Icon }) => (
            <Link key={to} to={to} className="menu-item" onClick={onClose}>
              <Icon className="i" />
              {words}
            </Link>
          ),
        )}
        <Link to="/absences" className="menu-item" onClick={onClose}>
          <Plane className="i" />
          Time away
        </Link>
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            onClose();
            outNow.open();
          }}
        >
          <Moon className="i" />I am out now
        </button>
        <Link to="/profile" className="menu-item" onClick={onClose}>
          <UserRoundCog className="i" />
          My hours and how I am told
        </Link>
        <button type="button" className="menu-item" onClick={signOut}>
          {me.mode === 'sandbox' ? 'Be somebody else' : 'Sign out'}
        </button>
      </div>
    </Dialog>
  );
}
