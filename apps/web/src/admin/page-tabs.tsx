import { NavLink } from 'react-router';

export interface PageTabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly words: string }[];
}

/** Pages that belong together under one entry of the rail. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, words }) => (
        <NavLink key={to} to={to} end>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}

export const PEOPLE_TABS = [
  { to: '/people', words: 'People' },
  { to: '/people/teams', words: 'Teams' },
] as const;
export const POLICY_TABS = [
  { to: '/coverage-policies', words: 'Policies' },
  { to: '/coverage-policies/rules', words: 'Rules' },
  { to: '/coverage-policies/presets', words: 'Presets' },
  { to: '/coverage-policies/conflicts', words: 'Conflicts of interest' },
] as const;
