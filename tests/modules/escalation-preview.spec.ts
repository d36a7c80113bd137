import { randomUUID } from 'node:crypto';
import { CreateEscalation, ListEscalations, PreviewEscalation } from '@understudy/contracts';
import { aRule, routingIn } from './routing-in.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
let customer_id: string;
let add: Awaited<ReturnType<typeof routingIn>>['add'];
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  customer_id = org.customers[0] ?? '';
  ({ add } = await routingIn(org));
});

const REST = { title: 'Invoices', description: 'None came.', expected_resolution: 'Sent again' };

test.each(['P0', 'P2'] as const)('what is said before sending a %s is what is true after it', async (severity) => {
  const said = await org.ben.call(PreviewEscalation, { customer_id, category: 'billing', severity });
  expect((await org.ada.call(ListEscalations, {})).items).toEqual([]);

  const made = await org.ben.call(CreateEscalation, { customer_id, category: 'Billing', severity, ...REST });
  expect(said.primary_owner).toEqual(made.primary_owner);
  expect(said.explanation).toBe(made.owner_because.explanation);
  const apart = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b));
  const between = apart(said.now, made.created_at);
  expect(apart(said.due_at, made.sla.due_at)).toBeLessThanOrEqual(between);
  expect(apart(said.response_due_at, made.sla.response_due_at)).toBeLessThanOrEqual(between);
});

test('an owner who is away is not promised', async () => {
  await add(aRule(org.eva.id));
  const asked = { customer_id, category: 'Technical', severity: 'P2' } as const;
  expect((await org.ben.call(PreviewEscalation, asked)).primary_owner?.name).toBe('eva');
  await org.absence(org.eva, 0, 3);
  const { primary_owner } = await org.ben.call(PreviewEscalation, asked);
  expect(primary_owner?.name).not.toBe('eva');
});

test('everybody may ask who may escalate; about what there is', async () => {
  const asked = { customer_id, category: 'Billing', severity: 'P2' } as const;
  expect((await org.sam.call(PreviewEscalation, asked)).due_at).toMatch(/Z$/);
  expect(await org.ben.refused(PreviewEscalation, { ...asked, category: 'Weather' })).toBe(
    '422 escalations.category-not-found',
  );
  expect(await org.ben.refused(PreviewEscalation, { ...asked, customer_id: randomUUID() })).toBe(
    '404 customers.not-found',
  );
  const other = await world.organisation();
  expect(await other.ben.refused(PreviewEscalation, asked)).toBe('404 customers.not-found');
});
