// Too much of everything (web-pictures.ts): what nobody's demo shows and every tool meets in its second year.
import type pg from 'pg';

/** What people call their companies; each 80 characters or a script of its own. */
const COMPANIES = [
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  'The Honourable Company of Merchant Adventurers Trading Overland to the Levant PLC',
  'شركة الخليج العربي للتجارة والصناعات الغذائية والخدمات اللوجستية المتحدة',
  '东京海上日动火灾保险株式会社及其在亚太地区的全资附属公司与合作伙伴联合体',
  'Акционерное общество «Северо-Западная телекоммуникационная компания и партнёры»',
  'บริษัท การท่าเรือและการขนส่งระหว่างประเทศแห่งกรุงเทพมหานคร จำกัด (มหาชน)',
  'חברת החשמל והאנרגיה המתחדשת של ישראל בעירבון מוגבל',
  '🚀🌍 Rocket & Daughters 👩‍👩‍👧‍👦 Ünïçødé Æsthetics™ GmbH & Co. KGaA',
  'averyveryverylongcompanynamewithoutasinglespacethatnobodythoughtofwhenthetablewasbuilt',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Credit Union',
];
const PEOPLE = [
  'Maximiliana-Theodora von und zu Hohenstaufen-Wittelsbach-Sachsen-Coburg-Gotha II',
  'محمد عبد الرحمن بن عبد العزيز آل سعيد',
  '王小明',
  'Александра Константиновна Рождественская-Преображенская',
  'สมชาย ศรีสุวรรณพงศ์ไพบูลย์',
  'שרה בן־דוד',
  'Jo 🦊 Ek',
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren',
  'José María Fernández de la Cueva y Enríquez de Cabrera',
  'Ng',
];
const TITLES = [
  'Nightly export of the consolidated cross-border invoices leaves out every row with a partially refunded line item since the release of Monday evening',
  'تعذر تسجيل الدخول الموحد لموظفي الفروع منذ الساعة الثامنة صباحاً',
  '无法导出报表：系统在五千行之后停止并且不显示任何错误消息',
  'Ошибка при выгрузке отчётов за квартал',
  'ERR_SSL_VERSION_OR_CIPHER_MISMATCH_ON_https://portal.customer.example/api/v2/accounts/000-1177/exports/current',
  'SSO',
];
const LONG_TEXT = TITLES.slice(0, 4).join('. ').repeat(4);

/**
 * Fills the tenant to a thousand customers, sixty more people in eight more teams, 400 escalations, a hundred absences with coverage, and
 * dozens of everything that is set up. By rows, not by the API: no surface lets anybody do this in a minute.
 */
export async function overfill(client: pg.Client, tenantId: string): Promise<void> {
  const run = (sql: string, ...values: readonly unknown[]) => client.query(sql, [tenantId, ...values]);
  await client.query('begin');
  await run(
    `insert into teams (tenant_id, name) select $1, left(($2::text[])[n] || ' ' || n, 80) from generate_series(1, 8) n`,
    COMPANIES,
  );
  await addPeople(run);
  await addCustomers(run);
  await addAbsences(run);
  await addEscalations(run);
  await addTalk(run);
  await addSetUp(run);
  await client.query('commit');
}

type Run = (sql: string, ...values: readonly unknown[]) => Promise<unknown>;

/** A row of `table` like one that is there, but for what `changes` (JSON, over `like` and `n`) says; `times` of them. */
const more = (run: Run, table: string, times: number, changes: string, ...values: readonly unknown[]) =>
  run(
    `insert into ${table} select (jsonb_populate_record(picked.one, jsonb_build_object('id', uuidv7()) || (${changes}))).*
       from generate_series(1, ${times}) n cross join lateral (
         select one from ${table} one where tenant_id = $1 order by md5(one::text || (n % 7)) limit 1) picked`,
    ...values,
  );
const pick = (list: string): string => `(${list}::text[])[1 + n % cardinality(${list}::text[])]`;

async function addPeople(run: Run): Promise<void> {
  await run(
    `insert into users (tenant_id, email, name, roles, time_zone, working_hours, place, team_id, manager_id, skills)
     select $1, 'person' || n || '@harbor.example', left(${pick('$2')} || case when n < 10 then '' else ' ' || n end, 80),
            array[case n % 5 when 0 then 'supporter' when 1 then 'member' else 'csm' end],
            (array['Asia/Kathmandu', 'America/Argentina/ComodRivadavia', 'Europe/Berlin', 'Pacific/Chatham'])[1 + n % 4],
            mia.working_hours, 'Llanfairpwllgwyngyll, Isle of Anglesey',
            (select id from teams where tenant_id = $1 order by md5(id::text || n) limit 1), mia.id,
            array['Enterprise', 'Überwachungsgesellschaftsverwaltung', 'العربية', 'Migration', 'Banking', 'Healthcare', 'SSO']
       from generate_series(1, 60) n, users mia where mia.tenant_id = $1 and mia.email = 'mia@harbor.example'`,
    PEOPLE,
  );
  await run(`update users set team_id = t.id from teams t where users.tenant_id = $1 and t.tenant_id = $1
               and users.email ~ '^person([1-9]|1[0-9]|2[0-9])@' and t.id = (select team_id from users where tenant_id = $1 and email = 'mia@harbor.example')`);
}

async function addCustomers(run: Run): Promise<void> {
  await run(
    `insert into customers (tenant_id, name, csm_id, arr, health_score, stage, segment, industry, renewal_on, special_handling, owner_notes, needs)
     select $1, left(${pick('$2')}, 72) || ' ' || n,
            (select id from users where tenant_id = $1 and 'csm' = any(roles) and active
              order by case when n % 3 = 0 then name not in ('Ana Duarte', 'Finn Byrne', 'Ben Vogel') end, md5(id::text || n) limit 1),
            n * 987654.32, n % 101, 'Implementation and enablement', 'Enterprise', 'Financial services and reinsurance',
            app_now()::date + n % 400, case when n % 4 = 0 then $3 end, case when n % 5 = 0 then $3 else '' end, array['SSO', 'Banking', 'العربية']
       from generate_series(1, 760) n`,
    COMPANIES,
    LONG_TEXT,
  );
  // what is covered and asked for is long as well, not only what lies at the end of a list
  await run(
    `update customers c set name = left(${pick('$2')}, 72) || ' ' || n
       from (select id, row_number() over (order by id)::int as n from customers where tenant_id = $1 and id in (select customer_id from covered_customers)) covered
      where c.tenant_id = $1 and c.id = covered.id and n % 3 = 0`,
    COMPANIES,
  );
  await run(
    `insert into stakeholders (tenant_id, customer_id, name, email, title, role)
     select $1, c.id, ${pick('$2')}, 'someone.with.a.long.address.' || n || '@' || left(md5(c.id::text), 20) || '.example', $3, 'champion'
       from (select id from customers where tenant_id = $1 and id in (select customer_id from tasks)) c, generate_series(1, 3) n`,
    PEOPLE,
    TITLES[0],
  );
  await more(run, 'tasks', 200, `jsonb_build_object('title', ${pick('$2')}, 'status', 'open')`, TITLES);
  await more(run, 'risks', 60, `jsonb_build_object('description', ${pick('$2')}, 'resolved_at', null)`, TITLES);
  await more(run, 'activities', 200, `jsonb_build_object('summary', ${pick('$2')})`, TITLES);
}

async function addAbsences(run: Run): Promise<void> {
  await run(
    `with days as (
       select uuidv7() as id, u.id as user_id, u.time_zone, app_now()::date - 20 + (row_number() over (order by u.id, n))::int % 100 as first_on,
              2 + (row_number() over (order by u.id))::int % 12 as days
         from users u, generate_series(1, 2) n where u.tenant_id = $1 and u.email like 'person%' and 'csm' = any(u.roles)
     ), spans as (
       select *, tstzrange(first_on::timestamp at time zone time_zone, (first_on + days)::timestamp at time zone time_zone) as during from days
     ), gone as (
       insert into csm_absences (tenant_id, id, user_id, absence_type, status, source, title, time_zone, start_date, end_date, during, special_instructions)
       select $1, id, user_id, 'vacation', case when during @> app_now() then 'active' when upper(during) < app_now() then 'completed' else 'coverage_assigned' end,
              'manual', $2, time_zone, first_on, first_on + days - 1, during, $3 from spans
     ), asked as (
       insert into coverage_assignments (tenant_id, id, absence_id, backup_user_id, covers_all, in_force, status, during, accepted_at, asked_at)
       select $1, uuidv7(), s.id, ben.id, true, said, case when not said then 'pending' when during @> app_now() then 'active' else 'accepted' end, during,
              case when said then app_now() end, app_now()
         from (select *, row_number() over (order by id) % 3 <> 0 as said from spans) s, users ben
        where ben.tenant_id = $1 and ben.email = 'ben@harbor.example' returning id, absence_id, during, in_force
     )
     insert into covered_customers (tenant_id, assignment_id, customer_id, tier, during, accepted)
     select distinct on (c.id) $1, a.id, c.id, 1, a.during, a.in_force from asked a join spans s on s.id = a.absence_id join customers c on c.tenant_id = $1 and c.csm_id = s.user_id`,
    TITLES[0],
    LONG_TEXT,
  );
}

async function addEscalations(run: Run): Promise<void> {
  await more(
    run,
    'escalations',
    400,
    `jsonb_build_object('title', ${pick('$2')}, 'description', $3::text, 'conversation_id', null, 'for_supporters', false,
       'customer_id', (select id from customers c where c.tenant_id = $1 order by md5(c.id::text || n) limit 1),
       'severity', (array['P0', 'P1', 'P2', 'P3'])[1 + n % 4],
       'status', (array['open', 'investigating', 'action_required', 'investigating', 'resolved', 'closed'])[1 + n % 6],
       'primary_owner_id', (select id from users u where u.tenant_id = $1 and active order by md5(u.id::text || (n % 9)) limit 1),
       'created_at', app_now() - n * interval '7 hours', 'updated_at', app_now() - n * interval '5 hours',
       'actual_resolution_date', case when n % 6 > 3 then app_now() - n * interval '4 hours' end,
       'root_cause', ${pick('$2')}, 'sla_due_at', app_now() + (n - 150) * interval '1 hour', 'arr_at_risk', n * 123456.78)`,
    TITLES,
    LONG_TEXT,
  );
  await run(
    `update escalations set title = $2, description = $3 where tenant_id = $1
        and id = (select escalation_id from escalation_updates where tenant_id = $1 group by 1 order by count(*) desc limit 1)`,
    TITLES[0],
    LONG_TEXT,
  );
  await run(
    `insert into escalation_updates (tenant_id, escalation_id, user_id, update_type, comment)
     select $1, one.escalation_id, one.user_id, one.update_type, ${pick('$2')} from generate_series(1, 60) n, (
       select * from escalation_updates where tenant_id = $1 and comment is not null order by
         (select count(*) from escalation_updates same where same.tenant_id = $1 and same.escalation_id = escalation_updates.escalation_id) desc limit 1) one`,
    TITLES,
  );
}

async function addTalk(run: Run): Promise<void> {
  await more(
    run,
    'conversations',
    80,
    `jsonb_build_object('subject', ${pick('$2')}, 'external_id', null, 'created_at', app_now() - n * interval '3 hours')`,
    TITLES,
  );
  await run(
    `insert into conversation_messages (tenant_id, conversation_id, author_user_id, from_requester, body)
     select $1, one.conversation_id, one.author_user_id, true, ${pick('$2')} from generate_series(1, 40) n,
            (select * from conversation_messages where tenant_id = $1 and author_user_id is not null limit 1) one`,
    [...TITLES, LONG_TEXT],
  );
  await run(
    `insert into notifications (tenant_id, user_id, kind, urgency, title, link, because, bundle_key, first_at, last_at)
     select $1, ben.id, one.kind, case when n % 9 = 0 then 'urgent' else 'normal' end, ${pick('$2')}, one.link, one.because, 'many-' || n,
            app_now() - n * interval '1 hour', app_now() - n * interval '1 hour'
       from generate_series(1, 150) n, users ben, (select * from notifications where tenant_id = $1 limit 1) one
      where ben.tenant_id = $1 and ben.email = 'ben@harbor.example'`,
    TITLES,
  );
}

async function addSetUp(run: Run): Promise<void> {
  const named = `jsonb_build_object('name', left(${pick('$2')}, 74) || ' ' || n)`;
  await more(
    run,
    'api_keys',
    40,
    `${named} || jsonb_build_object('prefix', 'many' || n, 'secret_hash', md5(n::text))`,
    COMPANIES,
  );
  await more(
    run,
    'webhooks',
    40,
    `jsonb_build_object('description', ${pick('$2')}, 'url', $3::text || '/' || n)`,
    TITLES,
    LONG_URL,
  );
  await more(run, 'coverage_rules', 40, `${named} || jsonb_build_object('position', 100 + n)`, COMPANIES);
  await more(run, 'playbooks', 40, named, COMPANIES);
  await more(
    run,
    'escalation_templates',
    40,
    `${named} || jsonb_build_object('title', $3::text)`,
    COMPANIES,
    TITLES[0],
  );
  await more(run, 'escalation_categories', 30, named, COMPANIES);
  await run(
    `insert into business_calendars (tenant_id, name, time_zone, windows)
     select $1, left(${pick('$2')}, 74) || ' ' || n, 'America/Argentina/ComodRivadavia', '[{"days":[1],"from":"09:00","to":"17:00"}]' from generate_series(1, 30) n`,
    COMPANIES,
  );
  await run(
    `insert into user_customer_conflicts (tenant_id, user_id, customer_id, reason)
     select $1, u.id, (select id from customers c where c.tenant_id = $1 order by md5(c.id::text || u.id) limit 1), $2 from users u where u.tenant_id = $1`,
    TITLES[0],
  );
  await run(
    `insert into routing_books (tenant_id, version, rules, change, by_user_id)
     select $1, version + 1, (select jsonb_agg(rule || jsonb_build_object('id', uuidv7(), 'name', left(${pick('$2')}, 74) || ' ' || n,
                'category', (array['Billing', 'Technical', 'Legal'])[1 + n % 3], 'severity', '["P1", "P2"]'::jsonb))
              from generate_series(1, 30) n cross join lateral (select rules -> (n % greatest(jsonb_array_length(rules) - 1, 1)) as rule) one) || jsonb_build_array(rules -> -1), change, by_user_id
       from routing_books where tenant_id = $1 order by version desc limit 1`,
    COMPANIES,
  );
}

const LONG_URL = `https://hooks.${'very-long-subdomain-'.repeat(2)}name.example/services/T00000000/B00000000/${'x'.repeat(80)}`;
