import { may, type Permission, type Role } from '@understudy/contracts';
import {
  BookOpenCheck,
  Building2,
  CalendarClock,
  CalendarDays,
  ChartColumn,
  ClipboardCheck,
  Inbox,
  FileCheck,
  KeyRound,
  PanelTop,
  Plane,
  Plug,
  LifeBuoy,
  MessagesSquare,
  ScrollText,
  ShieldCheck,
  Siren,
  Split,
  Target,
  Users,
  Webhook,
  type LucideIcon,
} from 'lucide-react';

export interface NavItem {
  readonly to: string;
  readonly words: string;
  readonly icon: LucideIcon;
  readonly needs: Permission;
}

/** Daily work; who may not open a page is not shown the way to it (workOf). */
const WORK: readonly NavItem[] = [
  { to: '/', words: 'Coverage', icon: ShieldCheck, needs: 'coverage:read' },
  { to: '/customers', words: 'Customers', icon: Building2, needs: 'customers:read' },
  { to: '/team', words: 'Calendar', icon: CalendarDays, needs: 'coverage:read' },
  { to: '/escalations', words: 'Escalations', icon: Siren, needs: 'escalations:read' },
  { to: '/approvals', words: 'Approvals', icon: ClipboardCheck, needs: 'absences:manage' },
  { to: '/conversations', words: 'Conversations', icon: MessagesSquare, needs: 'escalations:create' },
];
const INBOX: NavItem = { to: '/inbox', words: 'Inbox', icon: Inbox, needs: 'supporters:own' };

/** Supporters begin with their inbox; for managers and admins it is one page of several. */
export const workOf = (roles: readonly Role[]): readonly NavItem[] =>
  (roles.includes('supporter') ? [INBOX, ...WORK] : [...WORK, INBOX]).filter(({ needs }) => may(roles, needs));
/** One's own; in the tab bar of a narrow screen it stands under More. */
export const MINE: readonly NavItem[] = [{ to: '/absences', words: 'Time away', icon: Plane, needs: 'absences:own' }];
/** What it all comes to. */
export const UNDERSTAND: readonly NavItem[] = [
  { to: '/reports', words: 'Reports', icon: ChartColumn, needs: 'reports:read' },
  { to: '/resilience', words: 'Resilience', icon: LifeBuoy, needs: 'absences:manage' },
  { to: '/success-metrics', words: 'Success metrics', icon: Target, needs: 'reports:read' },
];
export const SET_UP: readonly NavItem[] = [
  { to: '/people', words: 'People and teams', icon: Users, needs: 'admin' },
  { to: '/coverage-policies', words: 'Coverage policies', icon: FileCheck, needs: 'admin' },
  { to: '/routing', words: 'Routing and SLA', icon: Split, needs: 'admin' },
  { to: '/calendars', words: 'Calendars', icon: CalendarClock, needs: 'admin' },
  { to: '/playbooks', words: 'Playbooks and texts', icon: BookOpenCheck, needs: 'admin' },
  { to: '/crm-sites', words: 'CRM sites', icon: PanelTop, needs: 'admin' },
  { to: '/integrations', words: 'Integrations', icon: Plug, needs: 'admin' },
  { to: '/api-keys', words: 'API keys', icon: KeyRound, needs: 'admin' },
  { to: '/webhooks', words: 'Webhooks', icon: Webhook, needs: 'admin' },
  { to: '/audit', words: 'Audit log', icon: ScrollText, needs: 'admin' },
];

/** The first step of the way to a page behind one of these: by the name that it has here. */
export const crumbTo = (page: '/' | '/absences' | '/team'): { readonly to: string; readonly words: string } => ({
  to: page,
  words: [...WORK, ...MINE].find(({ to }) => to === page)?.words ?? '',
});
