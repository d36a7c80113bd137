import { ChartColumn, List } from 'lucide-react';
import { NavLink } from 'react-router';

const TABS = [
  { to: '/escalations', words: 'Table', icon: List },
  { to: '/escalations/dashboard', words: 'Dashboard', icon: ChartColumn },
] as const;

/** Ways to see the same escalations. */
export function EscalationTabs() {
  return (
    <nav className="tabs" aria-label="Ways to see escalations">
      {TABS.map(({ to, words, icon: Icon }) => (
        <NavLink key={to} to={to} end>
          <Icon className="i" />
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
