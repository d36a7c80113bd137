import {
  type CategoryId,
  type ConversationId,
  DEFAULT_SLA_HOURS,
  ESCALATION_CATEGORIES,
  type Role,
  type TeamId,
  type TenantId,
  type UserId,
} from '@understudy/domain';
import { idOf } from './deterministic.js';
import type { DemoTenant, DemoUser } from './types.js';

interface SupportTenant {
  readonly slug: string;
  readonly name: string;
  readonly place: string;
  readonly timeZone: string;
  readonly admin: string;
  readonly member: string;
  readonly supporters: readonly (readonly [local: string, name: string])[];
}

// The three tenants of the supporter document: one admin, one member, six supporters with room for five each
const TENANTS: readonly SupportTenant[] = [
  {
    slug: 'eTMS',
    name: 'eTMS',
    place: 'Vienna',
    timeZone: 'Europe/Vienna',
    admin: 'Theresa Moser',
    member: 'Lukas Haas',
    supporters: [
      ['support_tours', 'Nadia Pichler'],
      ['support_fleet', 'Felix Wagner'],
      ['support_customs', 'Amira Celik'],
      ['support_billing', 'Jakob Steiner'],
      ['support_apps', 'Lea Gruber'],
      ['support_night', 'Ivan Horvat'],
    ],
  },
  {
    slug: 'eFMS',
    name: 'eFMS',
    place: 'Manila',
    timeZone: 'Asia/Manila',
    admin: 'Carlos Reyes',
    member: 'Grace Santos',
    supporters: [
      ['support_debt', 'Maria Cruz'],
      ['support_ledger', 'Paolo Garcia'],
      ['support_payroll', 'Rina Bautista'],
      ['support_tax', 'Diego Ramos'],
      ['support_assets', 'Liza Aquino'],
      ['support_reports', 'Noel Mendoza'],
    ],
  },
  {
    slug: 'Vela',
    name: 'Vela',
    place: 'Toronto',
    timeZone: 'America/Toronto',
    admin: 'Priya Nair',
    member: 'Owen Clarke',
    supporters: [
      ['support_orders', 'Zoe Bennett'],
      ['support_returns', 'Marcus Lee'],
      ['support_stores', 'Hannah Wright'],
      ['support_loyalty', 'Ali Hassan'],
      ['support_payments', 'Julie Tremblay'],
      ['support_web', 'Sean Murphy'],
    ],
  },
];

const QUESTIONS = [
  'Unable to resolve a debt query',
  'Export ends with an error',
  'Wrong amount on a statement',
  'Cannot sign in after the password change',
  'Report shows last month twice',
  'Two records for one person',
  'Upload is stuck at 90%',
  'How do I correct a closed period?',
] as const;

const supportTenant = (row: SupportTenant): DemoTenant => {
  const domain = `${row.slug.toLowerCase()}.example`;
  const adminId = idOf<UserId>(row.slug, 'user', 'admin');
  const teamId = idOf<TeamId>(row.slug, 'team', 'support');
  const person = (local: string, name: string, role: Role, title: string, capacityPoints: number): DemoUser => ({
    id: idOf<UserId>(row.slug, 'user', local),
    email: `${local}@${domain}`,
    name,
    title,
    roles: [role],
    timeZone: row.timeZone,
    workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
    place: row.place,
    teamId: role === 'supporter' ? teamId : null,
    managerId: local === 'admin' ? null : adminId,
    skills: [],
    capacityPoints,
    preferredBackupUserId: null,
  });
  return {
    id: idOf<TenantId>(row.slug, 'tenant', row.slug),
    slug: row.slug,
    name: row.name,
    domains: [domain],
    teams: [{ id: teamId, name: 'Support', fallbackUserId: adminId }],
    users: [
      person('admin', row.admin, 'admin', 'Administrator', 50),
      person('member', row.member, 'member', 'Service Desk', 50),
      ...row.supporters.map(([local, name]) => person(local, name, 'supporter', 'Supporter', 5)),
    ],
    customers: [],
    stakeholders: [],
    tasks: [],
    activities: [],
    meetings: [],
    risks: [],
    categories: ESCALATION_CATEGORIES.map((name) => ({
      ...{ id: idOf<CategoryId>(row.slug, 'category', name), name, description: '', defaultOwnerId: null },
      ...{ defaultTeamId: teamId, slaHours: DEFAULT_SLA_HOURS },
    })),
    threads: [],
    conversations: QUESTIONS.map((subject, n) => ({
      ...{
        id: idOf<ConversationId>(row.slug, 'conversation', String(n)),
        customerId: null,
        requesterEmail: `member@${domain}`,
      },
      ...{ status: 'open', channel: 'chat', subject },
    })),
  };
};

export const supportTenants = (): DemoTenant[] => TENANTS.map(supportTenant);
