/**
 * Product.md 13: a customer never learns why. Everything that is not public gets a mark: every text, list, JSON and number, in every
 * table of the organisation. Then whatever can go to a customer is written, in every language, and searched for marks.
 */
import { randomUUID } from 'node:crypto';
import {
  AddonAction,
  CancelAbsence,
  INTRODUCTIONS,
  ListNotices,
  NotifyCustomers,
  SetNoticePlan,
} from '@understudy/contracts';
import { NOTICE_LANGUAGES } from '@understudy/domain';
import { aContact, aNoticeStage, covered, type NoticeStage, toMonday } from './noticing.js';
import type { Organisation } from './world.js';

const MARK = 'zzprivatezz';
const NUMBER = 987_654;
/** What customers may read of us and of themselves (PRD-131 FR-4), by table and column. */
const PUBLIC = new Set([
  'tenants.name',
  'users.name',
  'users.email',
  'customers.name',
  'customers.language',
  'stakeholders.name',
  'stakeholders.email',
  'csm_absences.time_zone',
  'users.time_zone',
  'notices.address',
  'notices.body',
  'notices.subject',
  'notices.language',
]);
/** The machine's own tables, which no notice is made of; a mark in them would stop the machine. */
const MACHINE =
  /^(outbox|timers|deliveries|idempotency_keys|history.*|sessions|refresh_tokens|sign_in_codes|used_states|user_subjects|api_keys|tenant_domains|schema_migrations|product_clock)$/;
/** Private words that people typed or that say why: each of these must really have carried a mark. */
const MUST_CARRY = [
  'csm_absences.title',
  'csm_absences.special_instructions',
  'csm_absences.cancelled_reason',
  'csm_absences.sources',
  'customers.arr',
  'customers.stage',
  'customers.industry',
  'customers.segment',
  'customers.special_handling',
  'customers.owner_notes',
  'customers.needs',
  'coverage_assignments.declined_reason',
  'coverage_briefs.notes_added',
  'stakeholders.title',
  'stakeholders.role',
  'tasks.title',
  'activities.summary',
  'meetings.title',
  'risks.description',
  'conversations.subject',
  'users.place',
  'users.skills',
];

let stage: NoticeStage;
let org: Organisation;
beforeAll(async () => {
  stage = await aNoticeStage();
  org = await stage.world.organisation({ customers: NOTICE_LANGUAGES.length });
  await toMonday(stage, org);
});
afterAll(() => stage?.close());

interface ColumnRow {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** A row of each kind that says something about a customer. */
async function privateRows(customer: string): Promise<void> {
  const values = [customer, org.ana.id];
  await org.sql(`insert into tasks (tenant_id, customer_id, title) values ($1, $2, 'x')`, [customer]);
  await org.sql(
    `insert into activities (tenant_id, customer_id, user_id, kind, summary) values ($1, $2, $3, 'call', 'x')`,
    values,
  );
  await org.sql(
    `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at, organizer_id) values ($1, $2, 'x', app_now(), app_now() + interval '1 hour', $3)`,
    values,
  );
  await org.sql(
    `insert into risks (tenant_id, customer_id, kind, description, severity) values ($1, $2, 'x', 'x', 'high')`,
    [customer],
  );
  await org.sql(
    `insert into conversations (tenant_id, id, customer_id, channel, subject, status, requester_email) values ($1, $2, $3, 'email', 'x', 'open', 'x@acme.example')`,
    [randomUUID(), customer],
  );
}

/** Marks every private column whose constraints let it be marked; answers which. */
async function taint(): Promise<ReadonlySet<string>> {
  const columns = await org.sql<ColumnRow>(
    `select c.table_name as table, c.column_name as column, c.udt_name as type
       from information_schema.columns c
      where c.table_schema = 'public' and $1::uuid is not null and c.udt_name in ('text', '_text', 'jsonb', 'numeric', 'int4', 'float8')
        and exists (select 1 from information_schema.columns t where t.table_schema = 'public' and t.table_name = c.table_name and t.column_name = 'tenant_id')`,
  );
  const carried = new Set<string>();
  for (const { table, column, type } of columns) {
    const name = `${table}.${column}`;
    if (MACHINE.test(table) || PUBLIC.has(name) || column === 'version') continue;
    const value =
      {
        text: `'${MARK} ${name}'`,
        _text: `array['${MARK} ${name}']`,
        jsonb:
          column === 'windows'
            ? 'windows'
            : `case jsonb_typeof(${column}) when 'array' then ${column} || '[{"${MARK}":"${name}"}]' else ${column} || '{"${MARK}":${NUMBER}}' end`,
      }[type] ?? String(NUMBER);
    const marked = await org
      .sql(`update ${table} set ${column} = ${value} where tenant_id = $1 returning 1`)
      .catch(() => []); // a closed list of states, a key, a limit: its values say nothing that was typed
    if (marked.length > 0) carried.add(name);
  }
  return carried;
}

const marksIn = (text: string): string[] =>
  text.match(new RegExp(`.{0,40}(${MARK}|${NUMBER}|parental|health|revenue).{0,40}`, 'gi')) ?? [];

test('no notice in any language carries anything private, whatever stands in the database', async () => {
  const customers = org.customers.map((id, at) => ({ id, language: NOTICE_LANGUAGES[at] ?? 'en' }));
  for (const { id, language } of customers) {
    await org.sql('update customers set language = $2 where tenant_id = $1 and id = $3', [language, id]);
    await aContact(org, id);
    await privateRows(id);
  }
  const coverage = await covered(stage, org, { method: 'manual', from: 1, until: 3 });
  await org.sql(
    `update csm_absences set absence_type = 'parental', title = 'x', special_instructions = 'x', cancelled_reason = 'x' where tenant_id = $1`,
  );
  await stage.world.settle();

  const carried = await taint();
  expect(MUST_CARRY.filter((name) => !carried.has(name))).toEqual([]);

  const seen: string[] = [];
  const preview = await org.ana.call(NotifyCustomers, { coverage_id: coverage.id, preview: true });
  expect(preview.items.map(({ language }) => language).sort()).toEqual([...NOTICE_LANGUAGES].sort());
  seen.push(...preview.items.map(({ subject, text }) => `${subject}\n${text}`));
  const drafts = await Promise.all(
    customers.flatMap(({ id: customer_id }) =>
      INTRODUCTIONS.map((words) =>
        org.ana.call(AddonAction, { action_id: 'draft.introduce', parameters: { customer_id, words }, form: {} }),
      ),
    ),
  );
  expect(drafts.filter(({ draft }) => draft?.insert_html)).toHaveLength(NOTICE_LANGUAGES.length * INTRODUCTIONS.length);
  seen.push(...drafts.map(({ draft }) => draft?.insert_html ?? ''));
  await org.ana.call(NotifyCustomers, { coverage_id: coverage.id, customer_ids: [...org.customers] });
  await stage.world.settle();
  await org.sql('update notices set told_backup_user_id = $2 where tenant_id = $1', [org.eva.id]);
  await org.ana.call(SetNoticePlan, { absence_id: coverage.absenceId, method: 'manual' });
  await stage.world.settle();
  const listed = await org.ana.call(ListNotices, { absence_id: coverage.absenceId });
  const updates = listed.items.filter(({ kind, state }) => kind === 'update' && state === 'planned');
  expect(updates.map(({ language }) => language).sort()).toEqual([...NOTICE_LANGUAGES].sort());
  seen.push(...listed.items.map(({ subject, text }) => `${subject}\n${text}`));
  await org.ana.call(CancelAbsence, { absence_id: coverage.absenceId, reason: `${MARK} reason` });
  await stage.world.forward('PT1H');

  const contacts = await org.sql<{ email: string }>('select email from stakeholders where tenant_id = $1');
  const mails = contacts.flatMap(({ email }) => stage.mail.to(email));
  expect(mails.map(({ subject }) => subject)).toHaveLength(NOTICE_LANGUAGES.length * 2);
  seen.push(...mails.map((mail) => JSON.stringify(mail)));
  expect(seen.flatMap(marksIn)).toEqual([]);
});

test('control: a mark in a public field is found', async () => {
  const other = await stage.world.organisation();
  await aContact(other, other.customers[0]);
  await other.sql('update customers set name = $2 where tenant_id = $1', [`${MARK} name`]);
  const coverage = await covered(stage, other, { method: 'manual', from: 1, until: 3 });
  const { items } = await other.ana.call(NotifyCustomers, { coverage_id: coverage.id, preview: true });

  expect(items.flatMap(({ text }) => marksIn(text ?? ''))).toHaveLength(1);
});
