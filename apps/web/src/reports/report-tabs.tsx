import { NavLink } from 'react-router';

const TABS = [
  { to: '/reports/coverage', words: 'Coverage' },
  { to: '/reports/escalations', words: 'Escalations' },
] as const;

export function ReportTabs() {
  return (
    <nav className="tabs" aria-label="Reports">
      {TABS.map(({ to, words }) => (
        <NavLink key={to} to={to} end>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
