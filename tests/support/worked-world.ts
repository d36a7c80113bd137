import {
  AcceptCoverage,
  AcknowledgeEscalation,
  AddConversationMessage,
  CreateApiKey,
  CreateCalendar,
  CreateConversation,
  CreateCoverageRule,
  CreateCustomerDraft,
  CreateEscalation,
  CreateRisk,
  CreateTask,
  CreateWebhook,
  ListAbsences,
  LogActivity,
  PostEscalationUpdate,
  ProposeCustomerDraft,
  ResolveEscalation,
} from '@understudy/contracts';
import { outOfOffice, type Story, type StoryPerson } from './story.js';

const SEVERITIES = ['P1', 'P2', 'P3', 'P2', 'P0'] as const;

/**
 * The demo company in the middle of its work: Ana was away and is back, is away once more soon, Ben covered and logged; of five
 * escalations two are resolved and one is talked about; a conversation waits; tasks, risks, an API key, a webhook, a rule, a calendar,
 * a survey.
 */
export async function workedWorld(story: Story, baseUrl: string): Promise<void> {
  const [ana, ben, sue] = [await story.person('ana'), await story.person('ben'), await story.person('sue')];
  const today = Temporal.Now.plainDateISO('UTC');
  const monday = today.add({ days: 8 - today.dayOfWeek });
  await ana.calendar('POST', outOfOffice(monday.toString(), monday.add({ days: 2 }).toString(), 'Europe/Lisbon'));
  const later = monday.add({ days: 28 });
  await ana.calendar('POST', outOfOffice(later.toString(), later.add({ days: 4 }).toString(), 'Europe/Lisbon'));
  await story.settle();
  await setUp(await story.person('ada'), baseUrl);
  await recordsOf(story);

  const [absence] = (await ana.call(ListAbsences, { user_id: ana.userId })).items;
  const assignment_id = absence?.coverage.assignments[0]?.id ?? '';
  const { covered_customer_ids: covered } = await ben.call(AcceptCoverage, { assignment_id });
  await story.at(`${monday.add({ days: 1 }).toString()}T09:00:00Z`);
  for (const customer_id of (covered ?? []).slice(0, 3))
    await ben.call(LogActivity, {
      assignment_id,
      customer_id,
      activity_type: 'call',
      description: 'Went through the July invoice with them',
      outcome: 'They pay on Friday',
    });
  await escalate(story, ben, sue);
  await talk(story, ben);
  // an hour into Ana's first day back she is asked how it went
  await story.at(`${monday.add({ days: 3 }).toString()}T13:00:00Z`);
}

async function setUp(ada: StoryPerson, baseUrl: string): Promise<void> {
  await ada.call(CreateApiKey, { name: 'Data warehouse', roles: ['manager'] });
  await ada.call(CreateCalendar, {
    name: 'Lisbon office',
    time_zone: 'Europe/Lisbon',
    windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [{ on: '2027-06-10', name: 'Portugal Day' }],
  });
  await ada.call(CreateWebhook, {
    url: `${baseUrl}/sandbox/webhook-receiver/billing`,
    description: 'Billing',
    event_types: ['escalation.created'],
  });
  await ada.call(CreateCoverageRule, {
    name: 'Key customers go to whoever has room',
    action: { strategy: 'workload' },
  });
}

async function recordsOf(story: Story): Promise<void> {
  for (const { id: customer_id, csm_email } of story.customers.slice(0, 3)) {
    const csm = await story.person(csm_email?.split('@')[0] ?? '');
    await csm.call(CreateTask, { customer_id, title: 'Send the usage report' });
    await csm.call(CreateRisk, {
      customer_id,
      kind: 'adoption',
      description: 'Half the seats are unused',
      severity: 'high',
    });
  }
}

async function escalate(story: Story, ben: StoryPerson, sue: StoryPerson): Promise<void> {
  for (const [n, severity] of SEVERITIES.entries()) {
    const { id: escalation_id } = await ben.call(CreateEscalation, {
      customer_id: story.customers[n]?.id ?? '',
      category: n % 2 ? 'Billing' : 'Technical',
      severity,
      title: `Export ${n} misses rows`,
      description: 'Since **Monday** the export of the night leaves out rows.',
      expected_resolution: 'It is whole',
      primary_owner_id: sue.userId,
    });
    await ben.call(PostEscalationUpdate, { escalation_id, comment: 'They ask for a word by noon.' });
    await sue.call(AcknowledgeEscalation, { escalation_id });
    if (n === 2) await draft(sue, escalation_id);
    if (n > 1) continue;
    await sue.call(ResolveEscalation, {
      escalation_id,
      resolution_summary: 'The job was started again and runs to its end.',
      root_cause: 'The disk of the export job was full.',
      outcome: 'saved',
    });
  }
}

async function draft(sue: StoryPerson, escalation_id: string): Promise<void> {
  const { subject, body, contacts } = await sue.call(ProposeCustomerDraft, { escalation_id });
  await sue.call(CreateCustomerDraft, {
    escalation_id,
    subject,
    body,
    to: contacts.slice(0, 1).map(({ stakeholder_id }) => ({ stakeholder_id })),
  });
}

async function talk(story: Story, ben: StoryPerson): Promise<void> {
  const { id: conversation_id } = await ben.call(CreateConversation, {
    channel: 'chat',
    customer_id: story.customers[0]?.id ?? '',
    subject: 'How do I void an invoice?',
  });
  await ben.call(AddConversationMessage, { conversation_id, body: 'They want it gone before their books close.' });
}
