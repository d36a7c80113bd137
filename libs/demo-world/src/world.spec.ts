import { isId } from '@understudy/domain';
import type { DemoTenant } from './types.js';
import { demoWorld } from './world.js';

const startedOn = Temporal.PlainDate.from('2026-11-18'); // a Wednesday
const world = demoWorld({ startedOn });
const tenantOf = (slug: string): DemoTenant => {
  const found = world.tenants.find((tenant) => tenant.slug === slug);
  if (!found) throw new Error(slug);
  return found;
};
const harbor = tenantOf('harbor');
const customer = (name: string) => {
  const found = harbor.customers.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const rowsOf = (tenant: DemoTenant) => [
  ...tenant.teams,
  ...tenant.users,
  ...tenant.customers,
  ...tenant.stakeholders,
  ...tenant.tasks,
  ...tenant.activities,
  ...tenant.meetings,
  ...tenant.risks,
  ...tenant.categories,
  ...tenant.threads,
  ...tenant.threads.flatMap(({ messages }) => messages),
  ...tenant.conversations,
];

test('it is the same at every start', () => {
  expect(demoWorld({ startedOn })).toEqual(world);
});

test('another day moves the dates and nothing else', () => {
  const nextWeek = demoWorld({ startedOn: startedOn.add({ days: 7 }) }).tenants[0];
  expect(
    nextWeek?.customers.map(({ id, name, arr, renewalOn }) => [id, name, arr, renewalOn.subtract({ days: 7 })]),
  ).toEqual(harbor.customers.map(({ id, name, arr, renewalOn }) => [id, name, arr, renewalOn]));
  expect(nextWeek?.tasks.map(({ id }) => id)).toEqual(harbor.tasks.map(({ id }) => id));
});

test('every id is a uuid and used once in the whole world', () => {
  const ids = world.tenants.flatMap((tenant) => [tenant.id, ...rowsOf(tenant).map(({ id }) => id)]);
  expect(ids.filter((id) => !isId(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(world.tenants.map((tenant) => [tenant.slug, tenant] as const))(
  '%s: every reference resolves inside the tenant',
  (_slug, tenant) => {
    const users = new Set<string>(tenant.users.map(({ id }) => id));
    const teams = new Set<string>(tenant.teams.map(({ id }) => id));
    const customers = new Set<string>(tenant.customers.map(({ id }) => id));
    const emails = new Set(tenant.users.map(({ email }) => email));
    const lost = (known: ReadonlySet<string>, ids: readonly (string | null)[]) =>
      ids.filter((id) => id !== null && !known.has(id));

    expect(
      lost(
        users,
        tenant.users.flatMap(({ managerId, preferredBackupUserId }) => [managerId, preferredBackupUserId]),
      ),
    ).toEqual([]);
    expect(
      lost(
        teams,
        tenant.users.map(({ teamId }) => teamId),
      ),
    ).toEqual([]);
    expect(
      lost(
        users,
        tenant.teams.map(({ fallbackUserId }) => fallbackUserId),
      ),
    ).toEqual([]);
    expect(
      lost(
        users,
        tenant.customers.map(({ csmId }) => csmId),
      ),
    ).toEqual([]);
    const ofCustomers = [
      tenant.stakeholders,
      tenant.tasks,
      tenant.activities,
      tenant.meetings,
      tenant.risks,
      tenant.threads,
      tenant.conversations,
    ];
    expect(
      lost(
        customers,
        ofCustomers.flatMap((rows) => rows.map(({ customerId }) => customerId)),
      ),
    ).toEqual([]);
    expect(
      lost(users, [
        ...tenant.tasks.map(({ assigneeId }) => assigneeId),
        ...tenant.activities.map(({ userId }) => userId),
        ...tenant.meetings.map(({ organizerId }) => organizerId),
      ]),
    ).toEqual([]);
    expect(
      lost(
        users,
        tenant.categories.map(({ defaultOwnerId }) => defaultOwnerId),
      ),
    ).toEqual([]);
    expect(
      lost(
        teams,
        tenant.categories.map(({ defaultTeamId }) => defaultTeamId),
      ),
    ).toEqual([]);
    expect(
      lost(
        emails,
        tenant.threads.map(({ ownerEmail }) => ownerEmail),
      ),
    ).toEqual([]);
    expect(
      lost(
        emails,
        tenant.conversations.map(({ requesterEmail }) => requesterEmail),
      ),
    ).toEqual([]);
  },
);

test.each(world.tenants.map((tenant) => [tenant.slug, tenant] as const))(
  '%s: what must be unique is',
  (_slug, tenant) => {
    const keys = [
      tenant.users.map(({ email }) => email),
      tenant.teams.map(({ name }) => name),
      tenant.categories.map(({ name }) => name),
      tenant.customers.map(({ name }) => name),
      tenant.customers.flatMap(({ domains }) => domains),
      tenant.customers.flatMap(({ crmIds }) => crmIds.map(({ system, recordId }) => `${system} ${recordId}`)),
      tenant.stakeholders.map(({ email }) => email),
    ];
    expect(keys.map((list) => list.length - new Set(list).size)).toEqual(keys.map(() => 0));
    const addresses = [tenant.users, tenant.stakeholders].flatMap((rows) => rows.map(({ email }) => email));
    expect(addresses.filter((email) => !/^[a-z0-9._]+@[a-z0-9-]+\.example$/.test(email))).toEqual([]);
  },
);

test.each(['2026-11-16', '2026-11-18', '2026-11-20', '2026-11-21', '2026-11-22', '2026-03-29'])(
  'started on %s, what happened is past, what is to do lies ahead, and nobody works on weekends',
  (day) => {
    const on = Temporal.PlainDate.from(day);
    const [tenant] = demoWorld({ startedOn: on }).tenants;
    if (!tenant) throw new Error('no tenant');
    const midnight = on.toZonedDateTime('Asia/Tokyo').toInstant();
    const past = [
      ...tenant.activities.map(({ occurredAt }) => occurredAt),
      ...tenant.risks.map(({ openedAt }) => openedAt),
      ...tenant.threads.flatMap(({ messages }) => messages.map(({ at }) => at)),
    ];
    const endOfDay = on.toZonedDateTime('UTC').toInstant();
    expect(past.filter((at) => Temporal.Instant.compare(at, endOfDay) > 0)).toEqual([]);
    expect(tenant.meetings.filter(({ startsAt }) => Temporal.Instant.compare(startsAt, midnight) <= 0)).toEqual([]);
    expect(tenant.meetings.filter(({ startsAt, endsAt }) => Temporal.Instant.compare(startsAt, endsAt) >= 0)).toEqual(
      [],
    );
    const weekdays = new Set(
      [...past, ...tenant.meetings.map(({ startsAt }) => startsAt)].map(
        (at) => at.toZonedDateTimeISO('Europe/Lisbon').dayOfWeek,
      ),
    );
    expect([...weekdays].filter((weekday) => weekday > 5)).toEqual([]);
    const overdue = tenant.tasks.filter(({ dueAt }) => dueAt && Temporal.Instant.compare(dueAt, endOfDay) < 0);
    expect(overdue.map(({ title }) => title)).toEqual(['Send the renewal terms to the procurement board']);
  },
);

test('messages of a thread are in order, from the customer’s own domain or from us', () => {
  for (const { messages, customerId, ownerEmail } of harbor.threads) {
    expect(messages.map(({ at }) => at).toSorted(Temporal.Instant.compare)).toEqual(messages.map(({ at }) => at));
    const domains = customerId === null ? [] : (harbor.customers.find(({ id }) => id === customerId)?.domains ?? []);
    for (const { fromEmail, to, cc } of messages) {
      const host = fromEmail.split('@')[1] ?? '';
      if (customerId !== null) expect(['harbor.example', ...domains]).toContain(host);
      expect([fromEmail, ...to, ...cc]).toContain(ownerEmail);
    }
  }
});

test('Corvane asks for its invoice in Ana’s mailbox, with Ben in copy; a stranger writes too', () => {
  const corvane = customer('Corvane Bank').id;
  const owners = harbor.threads
    .filter(({ customerId, subject }) => customerId === corvane && /November invoice/.test(subject))
    .map(({ ownerEmail }) => ownerEmail);
  expect(owners).toEqual(['ana@harbor.example', 'ben@harbor.example']);
  expect(
    harbor.threads.some(({ customerId, ownerEmail }) => customerId === null && ownerEmail === 'ana@harbor.example'),
  ).toBe(true);
});

test.each(['eTMS', 'eFMS', 'Vela'])('%s has one admin, one member and six supporters with room for five', (slug) => {
  const tenant = tenantOf(slug);
  const count = (role: string) => tenant.users.filter(({ roles }) => roles.some((one) => one === role)).length;
  expect([count('admin'), count('member'), count('supporter'), tenant.users.length]).toEqual([1, 1, 6, 8]);
  expect(
    tenant.users.filter(({ roles }) => roles.includes('supporter')).map(({ capacityPoints }) => capacityPoints),
  ).toEqual([5, 5, 5, 5, 5, 5]);
  expect(tenant.conversations.length).toBeGreaterThanOrEqual(5);
});

test('PRD-243’s five categories', () => {
  expect(harbor.categories.map(({ name }) => name)).toEqual(['Technical', 'Billing', 'Legal', 'Executive', 'Product']);
});
