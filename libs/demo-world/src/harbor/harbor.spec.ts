import { suggestBackups, type UserId } from '@understudy/domain';
import type { DemoTenant, DemoUser } from '../types.js';
import { demoWorld } from '../world.js';

const startedOn = Temporal.PlainDate.from('2026-11-18'); // a Wednesday
const world = demoWorld({ startedOn });
const tenantOf = (slug: string): DemoTenant => {
  const found = world.tenants.find((tenant) => tenant.slug === slug);
  if (!found) throw new Error(slug);
  return found;
};
const harbor = tenantOf('harbor');
const person = (local: string): DemoUser => {
  const found = harbor.users.find(({ email }) => email === `${local}@harbor.example`);
  if (!found) throw new Error(local);
  return found;
};
const portfolio = (csmId: UserId) => harbor.customers.filter((customer) => customer.csmId === csmId);
const customer = (name: string) => {
  const found = harbor.customers.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const share = (part: number, whole: number) => part / whole;

test('harbor has the people of api.md, with their zones, roles and managers', () => {
  expect(harbor.users.map(({ email, roles }) => `${roles.join()} ${email.split('@')[0]}`)).toEqual([
    'admin ada',
    'manager mia',
    'manager max',
    'csm ana',
    'csm ben',
    'csm eva',
    'csm finn',
    'csm chloe',
    'csm gus',
    'csm dev',
    'csm hana',
    'supporter sam',
    'supporter sue',
    'supporter sid',
    'member eli',
  ]);
  expect(['ana', 'ben', 'eva', 'finn', 'chloe', 'gus', 'dev', 'hana'].map((local) => person(local).timeZone)).toEqual([
    'Europe/Lisbon',
    'Europe/Berlin',
    'Europe/Paris',
    'Europe/Dublin',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Asia/Tokyo',
  ]);
  expect(harbor.users.filter(({ managerId }) => managerId === person('mia').id).map(({ name }) => name)).toEqual([
    'Ana Duarte',
    'Ben Vogel',
    'Eva Laurent',
    'Finn Byrne',
    'Sam Okoro',
    'Sue Lindqvist',
    'Sid Rahman',
  ]);
  expect(harbor.teams.map(({ name, fallbackUserId }) => [name, fallbackUserId])).toEqual([
    ['EMEA', person('mia').id],
    ['Americas & APAC', person('max').id],
    ['Support', person('sue').id],
  ]);
});

test('240 customers, shared as in the mock-ups', () => {
  expect(harbor.customers).toHaveLength(240);
  expect(
    ['ana', 'ben', 'eva', 'finn', 'chloe', 'gus', 'dev', 'hana'].map((local) => portfolio(person(local).id).length),
  ).toEqual([38, 31, 27, 24, 50, 22, 25, 23]);
});

test('the customers of the story keep their figures', () => {
  expect(customer('Corvane Bank')).toMatchObject({
    csmId: person('ana').id,
    arr: 412_000,
    healthScore: 43,
    healthChange30d: -11,
    segment: 'Enterprise',
    industry: 'Banking',
    renewalOn: startedOn.add({ days: 21 }),
    domains: ['corvane.example'],
  });
  expect(customer('Ostermark Freight')).toMatchObject({ arr: 238_000, healthScore: 47 });
  expect(customer('Quillgate Insurance')).toMatchObject({ arr: 174_000, healthScore: 38 });
});

test('Ana’s backups come out as in the mock-up: Ben 75, Eva 40, Finn 35; Chloe full, the others not eligible', () => {
  const ana = person('ana');
  const { items, excluded } = suggestBackups({
    absentee: ana,
    preferredBackupUserId: ana.preferredBackupUserId,
    portfolio: portfolio(ana.id),
    candidates: harbor.users
      .filter(({ roles }) => roles.includes('csm'))
      .map((user) => ({
        ...user,
        load: portfolio(user.id).length,
        coverageLoad: 0,
        knownCustomerIds: harbor.activities
          .filter(({ userId }) => userId === user.id)
          .map(({ customerId }) => customerId),
        isAbsent: false,
      })),
  });
  const nameOf = (id: UserId) => harbor.users.find((user) => user.id === id)?.name;
  expect(
    items.map(({ userId, score, evidence }) => [nameOf(userId), Math.round(score), evidence.knownCustomers]),
  ).toEqual([
    ['Ben Vogel', 75, 17],
    ['Eva Laurent', 40, 9],
    ['Finn Byrne', 35, 6],
  ]);
  expect(excluded.map(({ userId, reason }) => `${nameOf(userId)}: ${reason}`).toSorted()).toEqual([
    'Chloe Martin: at_capacity',
    'Dev Sharma: not_eligible',
    'Gus Teixeira: not_eligible',
    'Hana Mori: not_eligible',
  ]);
});

test('the figures are those of a healthy company: plausible shares, nothing outside its range', () => {
  const { customers, activities, tasks, risks, meetings } = harbor;
  const low = share(customers.filter(({ healthScore }) => healthScore < 50).length, 240);
  const soon = share(
    customers.filter(({ renewalOn }) => startedOn.until(renewalOn).total({ unit: 'days' }) <= 30).length,
    240,
  );
  const atRisk = share(new Set(risks.map(({ customerId }) => customerId)).size, 240);
  expect([low > 0.03 && low < 0.12, soon > 0.03 && soon < 0.14, atRisk > 0.04 && atRisk < 0.18]).toEqual([
    true,
    true,
    true,
  ]);
  expect(
    customers.filter(
      ({ arr, healthScore, renewalOn }) =>
        arr < 20_000 ||
        arr > 450_000 ||
        healthScore < 0 ||
        healthScore > 100 ||
        Temporal.PlainDate.compare(renewalOn, startedOn) <= 0,
    ),
  ).toEqual([]);
  expect(customers.every(({ id }) => activities.some(({ customerId }) => customerId === id))).toBe(true);
  expect(tasks.length).toBeGreaterThan(200);
  expect(meetings.length).toBeGreaterThan(60);
  const anas = portfolio(person('ana').id).reduce((sum, { arr }) => sum + arr, 0);
  expect(anas).toBeGreaterThan(3_900_000);
  expect(anas).toBeLessThan(4_300_000);
});

test('everybody can be reached: two primary contacts at most a few, one at least', () => {
  const primaries = harbor.customers.map(
    ({ id }) => harbor.stakeholders.filter(({ customerId, isPrimary }) => customerId === id && isPrimary).length,
  );
  expect(Math.min(...primaries)).toBe(1);
  expect(Math.max(...primaries)).toBeLessThanOrEqual(3);
});

test('names are long and written in many scripts', () => {
  const names = harbor.customers.map(({ name }) => name);
  expect(names.filter((name) => name.length >= 78 && name.length <= 90).length).toBeGreaterThanOrEqual(3);
  for (const script of [
    /\p{Script=Han}/u,
    /\p{Script=Hiragana}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Greek}/u,
    /\p{Script=Devanagari}/u,
  ]) {
    expect(names.some((name) => script.test(name))).toBe(true);
  }
});

test('CRM ids look like the real ones', () => {
  const ids = (system: string) =>
    harbor.customers.flatMap(({ crmIds }) =>
      crmIds.filter((one) => one.system === system).map(({ recordId }) => recordId),
    );
  expect(ids('salesforce')).toHaveLength(240);
  expect(ids('salesforce').every((id) => /^001[A-Za-z0-9]{12}[A-Z0-5]{3}$/.test(id))).toBe(true);
  expect(ids('hubspot').length).toBeGreaterThan(50);
  expect(ids('hubspot').every((id) => /^\d{10}$/.test(id))).toBe(true);
});
