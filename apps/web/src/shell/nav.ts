import type { Permission } from '@understudy/contracts';
import {
  Building2,
  CalendarDays,
  ChartColumn,
  ScrollText,
  ShieldCheck,
  Siren,
  Target,
  type LucideIcon,
} from 'lucide-react';

export interface NavItem {
  readonly to: string;
  readonly words: string;
  readonly icon: LucideIcon;
  readonly needs: Permission;
}

/** Daily work, by role: who may not open a page is not shown the way to it. */
export const WORK: readonly NavItem[] = [
  { to: '/', words: 'Coverage', icon: ShieldCheck, needs: 'coverage:read' },
  { to: '/customers', words: 'Customers', icon: Building2, needs: 'customers:read' },
  { to: '/team', words: 'Team', icon: CalendarDays, needs: 'coverage:read' },
  { to: '/escalations', words: 'Escalations', icon: Siren, needs: 'escalations:read' },
];
/** What it all comes to. */
export const UNDERSTAND: readonly NavItem[] = [
  { to: '/reports', words: 'Reports', icon: ChartColumn, needs: 'reports:read' },
  { to: '/success-metrics', words: 'Success metrics', icon: Target, needs: 'reports:read' },
];
export const SET_UP: readonly NavItem[] = [{ to: '/audit', words: 'Audit log', icon: ScrollText, needs: 'admin' }];
