import type { Customer, CustomerRow, Task } from '@understudy/contracts';
import type { z } from 'zod';
import type {
  ActivityRecord,
  CustomerFacts,
  CustomerRecord,
  MeetingRecord,
  PersonName,
  RiskRecord,
  StakeholderRecord,
  TaskRecord,
} from './customer.records.js';

export const toPersonRef = (person: PersonName) => ({ user_id: person.userId, name: person.name, place: person.place });
export const toPersonRefOrNull = (person: PersonName | null) => person && toPersonRef(person);

export const toCustomerRow = (customer: CustomerRecord): z.output<typeof CustomerRow> => ({
  id: customer.id,
  name: customer.name,
  arr: customer.arr,
  health_score: customer.healthScore,
  health_change_30d: customer.healthChange30d,
  stage: customer.stage,
  segment: customer.segment,
  industry: customer.industry,
  renewal_on: customer.renewalOn,
  domains: [...customer.domains],
  csm: toPersonRefOrNull(customer.csm),
  version: customer.version,
});

export const toStakeholder = (row: StakeholderRecord) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  title: row.title,
  role: row.role,
  is_primary: row.isPrimary,
});

export const toTask = (row: TaskRecord): z.output<typeof Task> => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  due_at: row.dueAt,
  status: row.status,
  assignee: toPersonRefOrNull(row.assignee),
});

export const toActivity = (row: ActivityRecord) => ({
  id: row.id,
  kind: row.kind,
  summary: row.summary,
  occurred_at: row.occurredAt,
  by: toPersonRefOrNull(row.by),
  sentiment: row.sentiment,
});

export const toMeeting = (row: MeetingRecord) => ({
  id: row.id,
  title: row.title,
  starts_at: row.startsAt,
  ends_at: row.endsAt,
  organizer: toPersonRefOrNull(row.organizer),
  customer_facing: row.isCustomerFacing,
  handling: row.handling,
});

export const toRisk = (row: RiskRecord) => ({
  id: row.id,
  kind: row.kind,
  description: row.description,
  severity: row.severity,
  opened_at: row.openedAt,
});

export const toCustomer = (
  customer: CustomerRecord,
  facts: CustomerFacts,
  crmIds: readonly { system: string; recordId: string }[],
): z.output<typeof Customer> => ({
  ...toCustomerRow(customer),
  summary_only: false,
  language: customer.language,
  special_handling: customer.specialHandling,
  is_confidential: customer.isConfidential,
  code_name: customer.codeName,
  owner_notes: customer.ownerNotes,
  needs: [...customer.needs],
  crm_ids: crmIds.map(({ system, recordId }) => ({ system, record_id: recordId })),
  stakeholders: facts.stakeholders.map(toStakeholder),
  tasks: facts.tasks.map(toTask),
  activities: facts.activities.map(toActivity),
  meetings: facts.meetings.map(toMeeting),
  risks: facts.risks.map(toRisk),
  open_escalations: facts.escalations.map((row) => ({
    id: row.id,
    title: row.title,
    severity: row.severity,
    due_at: row.dueAt,
  })),
});

/** What everybody of the tenant may see of a customer: who it is and whom to talk to there. */
export const toCustomerSummary = (
  customer: CustomerRecord,
  facts: CustomerFacts,
  crmIds: readonly { system: string; recordId: string }[],
): z.output<typeof Customer> => ({
  ...toCustomer(
    { ...customer, specialHandling: null, ownerNotes: '' },
    { ...facts, tasks: [], activities: [], meetings: [], risks: [], escalations: [], conversations: [] },
    crmIds,
  ),
  summary_only: true,
});
