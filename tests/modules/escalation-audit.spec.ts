import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type AnyEndpoint,
  ENDPOINTS,
  GetEscalationPlaybook,
  GetSlaPolicy,
  ListAudit,
  VerifyAudit,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
/** What the steps of the story know of each other. */
const known: Record<string, string> = {};
beforeAll(async () => {
  world = await aWorld();
  org = await world.organisation();
  await world.settle();
  // what a command leaves is its own: nothing happens beside it
  await world.stopWorker();
  await org.sql('update users set manager_id = $2 where tenant_id = $1 and id = $3', [org.ada.id, org.mia.id]);
});
afterAll(() => world?.close());

interface Event {
  readonly seq: number;
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly actor: { readonly kind: string; readonly user_id?: string };
  readonly data: Readonly<Record<string, unknown>>;
}
const eventsAfter = async (seq: number): Promise<Event[]> =>
  (
    await org.sql<{ seq: string; canonical: string }>(
      'select seq, canonical from history where tenant_id = $1 and seq > $2 order by seq',
      [seq],
    )
  ).map((row) => ({ ...JSON.parse(row.canonical), seq: Number(row.seq) }));
const lastSeq = async () =>
  Number((await org.sql<{ seq: string }>('select seq from history_head where tenant_id = $1'))[0]?.seq ?? 0);

interface Step {
  readonly command: keyof typeof COMMANDS;
  readonly who: () => Person;
  readonly does: () => Promise<unknown>;
  /** Exactly these, in this order. */
  readonly leaves: readonly string[];
  /** The last of them says what was and what is. */
  readonly changes?: { readonly before: object; readonly after: object };
  /** What else the last of them says. */
  readonly says?: object;
}

const ADMIN_AREAS = [
  'escalation-categories',
  'escalation-baseline',
  'routing-rules',
  'sla',
  'calendars',
  'playbooks',
  'templates',
];
const isAboutEscalations = ({ path: where }: AnyEndpoint): boolean =>
  /^\/api\/(escalations|conversations|\{tenant_id\})/.test(where) ||
  ADMIN_AREAS.some((area) => where === `/api/admin/${area}` || where.startsWith(`/api/admin/${area}/`));
/** Every command of the escalation side, as the contracts know them. */
const COMMANDS = Object.fromEntries(
  Object.entries(ENDPOINTS).filter(([, endpoint]) => endpoint.method !== 'GET' && isAboutEscalations(endpoint)),
);
/** Those that leave nothing, and why. */
const WITHOUT_EVENT = {
  TryRoutingRules: 'a dry run: nothing is saved',
  PutNoticeTemplates: 'words of notices about coverage: not of escalations',
  PreviewNoticeTemplate: 'how a notice would read: nothing is saved',
  AddConversationMessage:
    'said in a conversation, not done to an escalation; its row can be neither changed nor removed',
} as Readonly<Record<string, string>>;

const call = (who: Person, name: string, input: object, options?: { ifMatch?: number }) => {
  const endpoint = COMMANDS[name];
  if (!endpoint) throw new Error(`${name} is no command about escalations`);
  return who.call(endpoint, input as never, options) as Promise<Record<string, unknown>>;
};
const keep =
  (names: Readonly<Record<string, string>>) =>
  (answer: Record<string, unknown>): Record<string, unknown> => {
    for (const [name, field] of Object.entries(names)) known[name] = String(answer[field]);
    return answer;
  };
const escalation = () => ({ escalation_id: known['escalation'] ?? '' });
const support = () => ({ tenant_id: org.tenantId, escalation_id: known['support'] ?? '' });
const draft = () => ({ ...escalation(), draft_id: known['draft'] ?? '' });
const idOf = async (table: string) =>
  (await org.sql<{ id: string }>(`select id from ${table} where tenant_id = $1 order by id limit 1`))[0]?.id ?? '';

async function upload(name: string): Promise<Record<string, unknown>> {
  const form = new FormData();
  form.append('file', new File(['Steps to see it\n1. Export'], name));
  const answer = await fetch(`${world.api.baseUrl}/api/escalations/${known['escalation']}/attachments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await world.api.tokenOf(org.ana.email)}` },
    body: form,
  });
  expect(answer.status).toBe(201);
  return keep({ attachment: 'id' })((await answer.json()) as Record<string, unknown>);
}

const RULE = { category: 'Outage', severity: ['P1'], actions: { assignTo: 'manager_of:{{csm_id}}' } };
const BASELINE = { P0: 100, P1: null, P2: null, P3: null, reason: 'From the old system' };
const CALENDAR = {
  name: 'Lisbon',
  time_zone: 'Europe/Lisbon',
  windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  holidays: [],
};
const ada = () => org.ada;
const ana = () => org.ana;
const mia = () => org.mia;
const sam = () => org.sam;
const eli = () => org.eli;

const STORY: readonly Step[] = [
  // the rules of the house
  {
    command: 'CreateEscalationCategory',
    who: ada,
    does: () => call(org.ada, 'CreateEscalationCategory', { name: 'Outage' }).then(keep({ category: 'id' })),
    leaves: ['escalation-category.added'],
  },
  {
    command: 'ChangeEscalationCategory',
    who: ada,
    does: () =>
      call(org.ada, 'ChangeEscalationCategory', { category_id: known['category'], description: 'Nothing answers' }),
    leaves: ['escalation-category.changed'],
  },
  {
    command: 'PutCategorySla',
    who: ada,
    does: () =>
      call(org.ada, 'PutCategorySla', {
        category_id: known['category'],
        response_minutes: { P0: 5, P1: 30, P2: 60, P3: 90 },
      }),
    leaves: ['escalation-category.response-set'],
  },
  {
    command: 'CreateCalendar',
    who: ada,
    does: () => call(org.ada, 'CreateCalendar', CALENDAR).then(keep({ calendar: 'id' })),
    leaves: ['business-calendar.created'],
  },
  {
    command: 'PutCalendar',
    who: ada,
    does: () => call(org.ada, 'PutCalendar', { ...CALENDAR, name: 'Portugal', calendar_id: known['calendar'] }),
    leaves: ['business-calendar.changed'],
  },
  {
    command: 'RemoveCalendar',
    who: ada,
    does: () => call(org.ada, 'RemoveCalendar', { calendar_id: known['calendar'] }),
    leaves: ['business-calendar.put-away'],
  },
  {
    command: 'PutSlaPolicy',
    who: ada,
    does: async () => {
      const { severities, warn_percents, pause_in_action_required } = await org.ada.call(GetSlaPolicy, {});
      return call(org.ada, 'PutSlaPolicy', { severities, warn_percents, pause_in_action_required, auto_close_days: 3 });
    },
    leaves: ['sla-policy.set'],
  },
  {
    command: 'CreateRoutingRule',
    who: ada,
    does: () => call(org.ada, 'CreateRoutingRule', RULE).then(keep({ rule: 'id' })),
    leaves: ['routing-rules.rule-added'],
  },
  {
    command: 'ReplaceRoutingRule',
    who: ada,
    does: () => call(org.ada, 'ReplaceRoutingRule', { ...RULE, name: 'Outages', routing_rule_id: known['rule'] }),
    leaves: ['routing-rules.rule-replaced'],
  },
  {
    command: 'MoveRoutingRule',
    who: ada,
    does: async () => {
      await call(org.ada, 'CreateRoutingRule', { ...RULE, severity: ['P2'], position: 1 });
      known['from'] = String(await lastSeq());
      return call(org.ada, 'MoveRoutingRule', { routing_rule_id: known['rule'], position: 1 });
    },
    leaves: ['routing-rules.rule-moved'],
  },
  {
    command: 'RemoveRoutingRule',
    who: ada,
    does: () => call(org.ada, 'RemoveRoutingRule', { routing_rule_id: known['rule'], reason: 'Not needed' }),
    leaves: ['routing-rules.rule-removed'],
  },
  {
    command: 'ReplaceRoutingRules',
    who: ada,
    does: () =>
      call(org.ada, 'ReplaceRoutingRules', {
        rules: [{ category: '*', actions: { assignTo: 'manager_of:{{csm_id}}' } }],
      }),
    leaves: ['routing-rules.replaced'],
  },
  {
    command: 'CreateTemplate',
    who: ada,
    does: () =>
      call(org.ada, 'CreateTemplate', { name: 'Outage', title: 'Outage', description: 'What happened?' }).then(
        keep({ template: 'id' }),
      ),
    leaves: ['template.added'],
  },
  {
    command: 'ChangeTemplate',
    who: ada,
    does: () => call(org.ada, 'ChangeTemplate', { template_id: known['template'], title: 'An outage' }),
    leaves: ['template.changed'],
  },
  {
    command: 'CreatePlaybook',
    who: ada,
    does: () =>
      call(org.ada, 'CreatePlaybook', {
        name: 'Every outage',
        category_id: known['category'],
        steps: [{ title: 'Look at the status page', role: 'owner' }],
      }).then(keep({ playbook: 'id' })),
    leaves: ['playbook.added'],
  },
  {
    command: 'ChangePlaybook',
    who: ada,
    does: () => call(org.ada, 'ChangePlaybook', { playbook_id: known['playbook'], name: 'Outages' }),
    leaves: ['playbook.changed'],
  },
  {
    command: 'PutEscalationBaseline',
    who: ada,
    does: () => call(org.ada, 'PutEscalationBaseline', BASELINE),
    leaves: ['escalation-baseline.entered'],
    changes: { before: { P0: null }, after: { P0: 100 } },
  },
  // an escalation of a customer
  {
    command: 'CreateEscalation',
    who: ana,
    does: () =>
      call(org.ana, 'CreateEscalation', {
        customer_id: org.customers[0],
        category: 'Outage',
        severity: 'P2',
        title: 'Down',
        description: 'Nothing answers',
      }).then(keep({ escalation: 'id' })),
    leaves: ['escalation.created'],
  },
  {
    command: 'AddAttachment',
    who: ana,
    does: () => upload('steps.txt'),
    leaves: ['escalation.attached'],
  },
  {
    command: 'RemoveAttachment',
    who: ana,
    does: () =>
      call(org.ana, 'RemoveAttachment', { ...escalation(), attachment_id: known['attachment'], reason: 'Old' }),
    leaves: ['escalation.attachment-removed'],
  },
  {
    command: 'SettleAction',
    who: mia,
    does: async () => {
      const { items } = await org.mia.call(GetEscalationPlaybook, escalation());
      return call(org.mia, 'SettleAction', { ...escalation(), action_id: items[0]?.id, state: 'done' });
    },
    leaves: ['escalation.action-settled'],
  },
  {
    command: 'PostEscalationUpdate',
    who: ana,
    does: () => call(org.ana, 'PostEscalationUpdate', { ...escalation(), comment: 'Anybody?' }),
    leaves: ['escalation.commented'],
  },
  {
    command: 'ChangeEscalation',
    who: mia,
    does: () => call(org.mia, 'ChangeEscalation', { ...escalation(), title: 'All down', customer_impact: 'Total' }),
    leaves: ['escalation.changed'],
    changes: {
      before: { title: 'Down', customer_impact: null },
      after: { title: 'All down', customer_impact: 'Total' },
    },
  },
  {
    command: 'AddEscalationStakeholder',
    who: mia,
    does: () => call(org.mia, 'AddEscalationStakeholder', { ...escalation(), user_id: org.ben.id, role: 'watcher' }),
    leaves: ['escalation.stakeholder-added'],
  },
  {
    command: 'RemoveEscalationStakeholder',
    who: mia,
    does: () => call(org.mia, 'RemoveEscalationStakeholder', { ...escalation(), user_id: org.ben.id }),
    leaves: ['escalation.stakeholder-removed'],
  },
  {
    command: 'BroadcastEscalation',
    who: mia,
    does: () => call(org.mia, 'BroadcastEscalation', { ...escalation(), message: 'We are on it' }),
    leaves: ['escalation.broadcast'],
  },
  {
    command: 'SnoozeEscalation',
    who: mia,
    does: async () =>
      call(org.mia, 'SnoozeEscalation', {
        ...escalation(),
        until: String((await world.now()).add({ hours: 1 })),
        reason: 'Waiting for the provider',
      }),
    leaves: ['escalation.snoozed'],
  },
  {
    command: 'RaiseEscalation',
    who: mia,
    does: () => call(org.mia, 'RaiseEscalation', { ...escalation(), reason: 'Over my head' }),
    leaves: ['escalation.assigned', 'escalation.stakeholder-added', 'escalation.climbed'],
  },
  {
    command: 'AssignEscalation',
    who: ada,
    does: () =>
      call(org.ada, 'AssignEscalation', { ...escalation(), primary_owner_id: org.mia.id, reason: 'She knows them' }),
    leaves: ['escalation.assigned'],
  },
  {
    command: 'TransferEscalation',
    who: mia,
    does: () => call(org.mia, 'TransferEscalation', { ...escalation(), to_user_id: org.max.id, note: 'Yours' }),
    leaves: ['escalation.assigned'],
    says: { reason: 'Yours' },
  },
  {
    command: 'AcknowledgeEscalation',
    who: ada,
    does: () => call(org.ada, 'AcknowledgeEscalation', escalation()),
    leaves: ['escalation.acknowledged'],
    changes: { before: { status: 'open' }, after: { status: 'investigating' } },
  },
  {
    command: 'CreateCustomerDraft',
    who: ana,
    does: async () => {
      await org.sql(
        `insert into customer_domains (tenant_id, domain, customer_id) values ($1, 'customer-of-' || left($2, 8) || '.example', $2::uuid)`,
        [org.customers[0]],
      );
      return call(org.ana, 'CreateCustomerDraft', {
        ...escalation(),
        to: [{ email: `who@customer-of-${org.customers[0]?.slice(0, 8)}.example`, name: 'Who' }],
        subject: 'The outage',
        body: 'We are on it.',
      }).then(keep({ draft: 'id', draftVersion: 'version' }));
    },
    leaves: ['escalation.draft-written'],
  },
  {
    command: 'ChangeCustomerDraft',
    who: ana,
    does: () =>
      call(org.ana, 'ChangeCustomerDraft', { ...draft(), body: 'We are on it since eight.' }).then(
        keep({ draftVersion: 'version' }),
      ),
    leaves: ['escalation.draft-edited'],
  },
  {
    command: 'RejectCustomerDraft',
    who: mia,
    does: () => call(org.mia, 'RejectCustomerDraft', { ...draft(), reason: 'Too vague' }),
    leaves: ['escalation.draft-rejected'],
  },
  {
    command: 'ChangeCustomerDraft',
    who: ana,
    does: () =>
      call(org.ana, 'ChangeCustomerDraft', { ...draft(), body: 'We work on it and write at ten.' }).then(
        keep({ draftVersion: 'version' }),
      ),
    leaves: ['escalation.draft-edited'],
  },
  {
    command: 'ApproveCustomerDraft',
    who: mia,
    does: () => call(org.mia, 'ApproveCustomerDraft', { ...draft(), version: Number(known['draftVersion']) }),
    leaves: ['escalation.draft-approved'],
  },
  {
    command: 'SendCustomerDraft',
    who: ana,
    does: () => call(org.ana, 'SendCustomerDraft', draft()),
    leaves: ['escalation.draft-to-copy'],
  },
  {
    command: 'ResolveEscalation',
    who: ada,
    does: () =>
      call(org.ada, 'ResolveEscalation', {
        ...escalation(),
        resolution_summary: 'Restarted it',
        root_cause: 'A full disk',
        outcome: 'saved',
      }),
    leaves: ['escalation.resolved'],
    changes: { before: { status: 'investigating', outcome: null }, after: { status: 'resolved', outcome: 'saved' } },
  },
  {
    command: 'ReopenEscalation',
    who: ada,
    does: () => call(org.ada, 'ReopenEscalation', { ...escalation(), reason: 'It is down again' }),
    leaves: ['escalation.reopened'],
    changes: {
      before: { status: 'resolved', root_cause: 'A full disk' },
      after: { status: 'investigating', root_cause: null },
    },
  },
  {
    command: 'CloseEscalation',
    who: ada,
    does: async () => {
      await call(org.ada, 'ResolveEscalation', {
        ...escalation(),
        resolution_summary: 'Restarted it again',
        root_cause: 'A disk too small',
      });
      known['from'] = String(await lastSeq());
      return call(org.ada, 'CloseEscalation', escalation());
    },
    leaves: ['escalation.closed'],
    changes: { before: { status: 'resolved' }, after: { status: 'closed' } },
  },
  {
    command: 'VoidEscalation',
    who: ada,
    does: async () => {
      const made = await call(org.ana, 'CreateEscalation', {
        customer_id: org.customers[1],
        category: 'Outage',
        severity: 'P3',
        title: 'By mistake',
        description: 'x',
      });
      known['from'] = String(await lastSeq());
      return call(org.ada, 'VoidEscalation', { escalation_id: made['id'], reason: 'By mistake' });
    },
    leaves: ['escalation.voided'],
    changes: { before: { status: 'open' }, after: { status: 'void' } },
  },
  // a conversation and its supporter
  {
    command: 'CreateConversation',
    who: eli,
    does: () =>
      call(org.eli, 'CreateConversation', { channel: 'chat', subject: 'A debt' }).then(keep({ conversation: 'id' })),
    leaves: ['conversation.created'],
  },
  {
    command: 'EscalateConversation',
    who: eli,
    does: () =>
      call(org.eli, 'EscalateConversation', {
        tenant_id: org.tenantId,
        session_id: known['conversation'],
        reason: 'A human, please',
      }).then(keep({ support: 'escalation_id' })),
    leaves: ['escalation.created', 'conversation.escalated'],
  },
  {
    command: 'SetSupportStatus',
    who: sam,
    does: () => call(org.sam, 'SetSupportStatus', { ...support(), status: 'in_progress' }),
    leaves: ['escalation.acknowledged'],
    changes: { before: { status: 'open' }, after: { status: 'investigating' } },
  },
  {
    command: 'SetSupporterAvailability',
    who: sam,
    does: async () =>
      call(org.sam, 'SetSupporterAvailability', {
        tenant_id: org.tenantId,
        supporter_id: await idOf('supporters'),
        is_available: false,
      }),
    leaves: ['supporter.switched-off'],
  },
  {
    command: 'KeepEscalation',
    who: sam,
    does: () => call(org.sam, 'KeepEscalation', { escalation_id: known['support'] }),
    leaves: ['escalation.kept'],
  },
  {
    command: 'ChangeSupporter',
    who: ada,
    does: async () =>
      call(org.ada, 'ChangeSupporter', {
        tenant_id: org.tenantId,
        supporter_id: await idOf('supporters'),
        max_active_escalations: 1,
      }),
    leaves: ['supporter.cap-changed'],
  },
  {
    command: 'TakeNextConversation',
    who: sam,
    does: async () => {
      const supporter = { tenant_id: org.tenantId, supporter_id: await idOf('supporters') };
      await call(org.sam, 'SetSupporterAvailability', { ...supporter, is_available: true });
      const { id } = (await call(org.ben, 'CreateConversation', { channel: 'chat' })) as { id: string };
      const asked = { tenant_id: org.tenantId, session_id: id, reason: 'Me too' };
      await call(org.ben, 'EscalateConversation', asked).catch(() => null); // everybody is busy: it waits
      await org.sql('update supporters set max_active_escalations = 2 where tenant_id = $1');
      known['from'] = String(await lastSeq());
      return call(org.sam, 'TakeNextConversation', supporter);
    },
    leaves: ['escalation.assigned'],
  },
  {
    command: 'RemoveEscalationCategory',
    who: ada,
    does: async () => {
      await call(org.ada, 'CreateEscalationCategory', { name: 'Weather' });
      known['from'] = String(await lastSeq());
      return call(org.ada, 'RemoveEscalationCategory', { category_id: known['category'], reason: 'Unused' });
    },
    leaves: ['escalation-category.deactivated'],
  },
];

test('no command about escalations is missing here', () => {
  const told = new Set([...STORY.map(({ command }) => String(command)), ...Object.keys(WITHOUT_EVENT)]);
  expect(Object.keys(COMMANDS).filter((name) => !told.has(name))).toEqual([]);
});

test.each(STORY.map((step) => [step.command, step] as const))(
  'NFR-3: %s leaves exactly its event, with who did it',
  async (_, { who, does, leaves, changes = {}, says = {} }) => {
    known['from'] = String(await lastSeq());
    await does();
    const events = await eventsAfter(Number(known['from']));
    expect(events.map(({ type }) => type)).toEqual(leaves);
    for (const { actor } of events) expect(actor).toMatchObject({ kind: 'user', user_id: who().id });
    expect(events.at(-1)?.data).toMatchObject({ ...changes, ...says });
  },
);

test('an admin finds everything about one escalation, newest first, with what was before and after', async () => {
  const about = { subject_kind: 'escalation', subject_id: known['escalation'] ?? '' };
  const { items } = await org.ada.call(ListAudit, { ...about, limit: 100 });
  expect(items.length).toBeGreaterThan(20);
  expect(items.every(({ subject }) => subject.id === known['escalation'])).toBe(true);
  expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).toSorted((a, b) => b - a));
  const [reopened] = (await org.ada.call(ListAudit, { ...about, type: 'escalation.reopened' })).items;
  expect((await org.ada.call(ListAudit, { ...about, type: 'Escalation reopened' })).items).toEqual([reopened]);
  expect((await org.ada.call(ListAudit, { ...about, type: 'Escalation' })).items).toEqual([]);
  expect(reopened).toMatchObject({ actor: { name: 'ada' }, data: { before: { status: 'resolved' } } });
  expect(await org.mia.refused(ListAudit, about)).toBe('403 identity.not-allowed');
});

describe('the export', () => {
  let folder: string;
  let lines: string[];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-audit-'));
    const answer = await fetch(`${world.api.baseUrl}/api/admin/audit/export`, {
      headers: { authorization: `Bearer ${await world.api.tokenOf(org.ada.email)}` },
    });
    lines = (await answer.text()).trimEnd().split('\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The independent program, as an auditor would run it: without the product and its database. */
  const verify = (exported: readonly string[]) => {
    const file = path.join(folder, 'history.jsonl');
    writeFileSync(file, `${exported.join('\n')}\n`);
    const workspace = path.resolve(import.meta.dirname, '../..');
    const args = ['--import', path.join(workspace, 'tools/typescript-hooks.mjs')];
    const program = [path.join(workspace, 'apps/api/src/verify.ts'), '--export', file, '--tenant', org.tenantId];
    return new Promise<string>((resolve) =>
      execFile(process.execPath, [...args, ...program], { env: { PATH: process.env['PATH'] } }, (_, said) =>
        resolve(said.trim()),
      ),
    );
  };

  test('of all that happened is right, for the product and for the independent verifier', async () => {
    expect(await org.ada.call(VerifyAudit, {})).toMatchObject({ intact: true, events: lines.length });
    expect(await verify(lines)).toBe(`ok  ${lines.length} events of the export`);
  });

  test('one flipped byte in who resolved it is found, and the event named', async () => {
    const at = lines.findIndex((line) => line.includes('escalation.resolved'));
    const changed = (lines[at] ?? '').replace(
      org.ada.id,
      org.ada.id.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    );
    expect(changed).not.toBe(lines[at]);
    expect(await verify(lines.with(at, changed))).toBe(`WRONG  tenant ${org.tenantId}: event ${at + 1} was changed`);
  });

  test('a resolution that was taken out is found', async () => {
    const at = lines.findIndex((line) => line.includes('escalation.resolved'));
    expect(await verify(lines.toSpliced(at, 1))).toContain(`event ${at + 1} is missing`);
  });
});
