import { ChartColumn, List, SquareKanban } from 'lucide-react';
import { NavLink, useLocation } from 'react-router';

const LISTS = [
  { to: '/escalations', words: 'Board', icon: SquareKanban },
  { to: '/escalations/table', words: 'Table', icon: List },
] as const;

/** Ways to see the same escalations; board and table keep each other's filters. */
export function EscalationTabs() {
  const { pathname, search } = useLocation();
  const kept = LISTS.some(({ to }) => to === pathname) ? search : '';
  return (
    <nav className="tabs" aria-label="Ways to see escalations">
      {LISTS.map(({ to, words, icon: Icon }) => (
        <NavLink key={to} to={{ pathname: to, search: kept }} end>
          <Icon className="i" />
          {words}
        </NavLink>
      ))}
      <NavLink to="/escalations/dashboard" end>
        <ChartColumn className="i" />
        Dashboard
      </NavLink>
    </nav>
  );
}
