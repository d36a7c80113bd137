import { Kbd, LogoMark } from '@understudy/ui';
import { Search } from 'lucide-react';
import { NavLink } from 'react-router';
import { ApprovalsWaiting } from '../approvals/approvals-waiting.js';
import { useMay, useMe } from '../session/session.js';
import { ClockBox } from './clock-box.js';
import { MeMenu } from './me-menu.js';
import { MINE, SET_UP, UNDERSTAND, workOf, type NavItem } from './nav.js';

export function Rail({ onFind }: { readonly onFind: () => void }) {
  const { tenant, mode, user } = useMe();
  const may = useMay();
  const understand = UNDERSTAND.filter((item) => may(item.needs));
  const setUp = SET_UP.filter((item) => may(item.needs));
  return (
    <aside className="rail" aria-label="Understudy">
      <div className="rail-head">
        <LogoMark />
        <b className="clip">{tenant.name}</b>
        {mode === 'sandbox' ? <span className="env ml-auto">Sandbox</span> : null}
      </div>
      <button className="find" type="button" onClick={onFind} aria-keyshortcuts="Control+K Meta+K">
        <Search className="i" />
        Find or do anything <Kbd>⌘K</Kbd>
      </button>
      <nav className="nav" aria-label="Main">
        <Links items={workOf(user.roles)} />
        <Links items={MINE} />
        {understand.length > 0 ? <p className="nav-head">Understand</p> : null}
        <Links items={understand} />
        {setUp.length > 0 ? <p className="nav-head">Set up</p> : null}
        <Links items={setUp} />
      </nav>
      <div className="rail-foot">
        {mode === 'sandbox' ? <ClockBox /> : null}
        <MeMenu />
      </div>
    </aside>
  );
}

function Links({ items }: { readonly items: readonly NavItem[] }) {
  return items.map(({ to, words, icon: Icon }) => (
    <NavLink key={to} to={to} end={to === '/'}>
      <Icon className="i" />
      {words}
      {to === '/approvals' ? <ApprovalsWaiting /> : null}
    </NavLink>
  ));
}
