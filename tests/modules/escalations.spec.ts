import { randomUUID } from 'node:crypto';
import {
  AcknowledgeEscalation,
  CreateEscalation,
  GetEscalation,
  GetEscalationTimeline,
  ListCategories,
  ListEscalations,
  type WireOf,
} from '@understudy/contracts';
import { aWorld, type Organisation, type Person, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Billing')`);
  await org.sql(`insert into escalation_categories (tenant_id, name, default_owner_id) values ($1, 'Technical', $2)`, [
    org.max.id,
  ]);
});

const escalate = (person: Person, more: Partial<WireOf<typeof CreateEscalation>> = {}) =>
  person.call(CreateEscalation, input(more));
const input = (more: Partial<WireOf<typeof CreateEscalation>> = {}): WireOf<typeof CreateEscalation> => ({
  customer_id: org.customers[0] ?? '',
  category: 'Billing',
  severity: 'P2',
  title: 'Invoices missing',
  description: 'None since the move.',
  ...more,
});

describe('creating', () => {
  test('anybody may; the category’s name is read whatever its case, and what was typed stays as it is', async () => {
    const description = `# Help\n<script>alert(1)</script> **now**\n${'x'.repeat(49_900)}`;
    const made = await escalate(org.eli, { category: 'bILLING', description });

    expect(made).toMatchObject({ status: 'open', category: 'Billing', description, arr_at_risk: 1000 });
    expect(made).toMatchObject({
      primary_owner: { name: 'mia' },
      owner_because: { rule: 'catch-all', skipped: [] },
    });
    expect(await org.eli.refused(CreateEscalation, input({ description: 'x'.repeat(50_001) }))).toBe(
      '400 request.malformed',
    );
  });

  test('P0 runs four hours round the clock, with the warning after three', async () => {
    const { sla, created_at } = await escalate(org.ana, { severity: 'P0', expected_resolution: 'Invoices are sent' });
    const minutesTo = (at: string) => Temporal.Instant.from(created_at).until(at).total('minutes');

    expect([sla.response_due_at, sla.warn_at, sla.due_at].map(minutesTo)).toEqual([15, 180, 240]);
    for (const nothing of [undefined, '', '   '])
      expect(await org.ana.refused(CreateEscalation, input({ severity: 'P0', expected_resolution: nothing }))).toBe(
        '422 escalations.expected-resolution-required',
      );
  });

  test('an owner picked by hand who is away is replaced by whoever covers them, and the answer says so', async () => {
    await org.absence(org.mia, 0, 5);
    const made = await escalate(org.ana, { category: 'Technical', primary_owner_id: org.mia.id });

    expect(made.primary_owner).toMatchObject({ name: 'max' });
    expect(made.owner_because).toMatchObject({
      rule: 'category-owner',
      skipped: [{ user: { name: 'mia' }, reason: 'is not there and nobody covers them' }],
    });
  });

  test('one person is not owner twice', async () => {
    const made = await escalate(org.ana, { primary_owner_id: org.mia.id, secondary_owner_id: org.mia.id });

    expect(made).toMatchObject({ primary_owner: { name: 'mia' }, secondary_owner: null });
    expect(made.owner_because.skipped).toEqual([
      {
        user: expect.objectContaining({ name: 'mia' }),
        reason: 'picked as second owner, but it comes to the first owner',
      },
    ]);
  });

  test('with nobody to own it, it is kept, open', async () => {
    await org.absence(org.mia, 0, 5);
    const made = await escalate(org.ana);

    expect(made).toMatchObject({ status: 'open', primary_owner: null, owner_because: { rule: 'nobody' } });
  });

  test.each([
    ['an unknown category', { category: 'Weather' }, '422 escalations.category-not-found'],
    ['an unknown customer', { customer_id: randomUUID() }, '404 customers.not-found'],
    ['an unknown owner', { primary_owner_id: randomUUID() }, '404 users.not-found'],
    ['an empty title', { title: ' ' }, '400 request.malformed'],
    ['metadata that is not plain', { metadata: { a: { b: 1 } } as never }, '400 request.malformed'],
    ['ARR below nothing', { arr_at_risk: -1 }, '400 request.malformed'],
    ['a title of 1 MB', { title: 'x'.repeat(1_048_576) }, '413 request.too-large'],
    ['a title that is too long', { title: 'x'.repeat(501) }, '400 request.malformed'],
    ['a NUL byte', { description: 'a\0b' }, '400 request.malformed'],
  ])('%s is refused, and nothing is saved', async (_, more, refusal) => {
    expect(await org.ana.refused(CreateEscalation, input(more))).toBe(refusal);
    expect((await org.ada.call(ListEscalations, {})).items).toEqual([]);
  });

  test('another organisation’s customers and people are not there', async () => {
    const theirs = await world.organisation();
    expect(await org.ana.refused(CreateEscalation, input({ customer_id: theirs.customers[0] ?? '' }))).toBe(
      '404 customers.not-found',
    );
    expect(await org.ana.refused(CreateEscalation, input({ secondary_owner_id: theirs.mia.id }))).toBe(
      '404 users.not-found',
    );
  });

  test('one key, one escalation, however often it is sent at once', async () => {
    const send = () => org.ana.call(CreateEscalation, input(), { idempotencyKey: 'one' });
    const answers = await Promise.allSettled(Array.from({ length: 16 }, send));

    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason.problem.code).toBe('idempotency.in-flight');
    expect((await org.ada.call(ListEscalations, {})).items).toHaveLength(1);
    expect(await org.ana.refused(CreateEscalation, input({ title: 'Other' }), { idempotencyKey: 'one' })).toBe(
      '422 idempotency.other-body',
    );
  });

  test('what was true of the customer stays with it', async () => {
    const { id } = await escalate(org.ana);
    await org.sql('update customers set arr = 5, health_score = 1 where tenant_id = $1');

    expect(await org.ana.call(GetEscalation, { escalation_id: id })).toMatchObject({
      customer_context: { arr: 1000, health_score: 70, responsible: { name: 'ana' } },
    });
  });
});

describe('seeing', () => {
  test('creator, owners, the customer’s people; nobody else', async () => {
    const { id } = await escalate(org.eli, { secondary_owner_id: org.gus.id });

    // Max manages Gus
    for (const reader of [org.eli, org.mia, org.gus, org.max, org.ana, org.ada]) {
      expect(await reader.call(GetEscalation, { escalation_id: id })).toMatchObject({ id });
      expect((await reader.call(ListEscalations, {})).items).toHaveLength(1);
    }
    const theirs = await world.organisation();
    for (const stranger of [org.ben, org.sam, theirs.ada]) {
      expect(await stranger.refused(GetEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
      expect(await stranger.refused(GetEscalationTimeline, { escalation_id: id })).toBe('404 escalations.not-found');
      expect((await stranger.call(ListEscalations, {})).items).toEqual([]);
    }
  });

  test('pages hold each once, what is due first in front, and a made-up place is refused', async () => {
    for (const severity of ['P2', 'P3', 'P2'] as const) await escalate(org.ana, { severity });
    await escalate(org.ana, { severity: 'P0', expected_resolution: 'x' });
    const all = (await org.ana.call(ListEscalations, {})).items;
    const pages: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: { items: { id: string }[]; next_cursor: string | null } = await org.ana.call(ListEscalations, {
        limit: 1,
        ...(cursor && { cursor }),
      });
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    }

    expect(all[0]).toMatchObject({ severity: 'P0' });
    expect(pages).toEqual(all.map(({ id }) => id));
    const cursor = Buffer.from(JSON.stringify({ offset: '9'.repeat(30) })).toString('base64url');
    expect(await org.ana.refused(ListEscalations, { cursor })).toBe('400 request.malformed');
  });

  test('the categories are known to everybody', async () => {
    expect((await org.eli.call(ListCategories, {})).items.map(({ name }) => name)).toEqual(['Billing', 'Technical']);
  });
});

describe('taking on', () => {
  test('the owner moves it to investigating, once, also when pressed sixteen times', async () => {
    const { id } = await escalate(org.ana);
    const answers = await Promise.allSettled(
      Array.from({ length: 16 }, () => org.mia.call(AcknowledgeEscalation, { escalation_id: id })),
    );

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason.problem.code).toBe('escalations.illegal-transition');
    const { items } = await org.ana.call(GetEscalationTimeline, { escalation_id: id });
    expect(items.map(({ summary, actor }) => `${actor.name}: ${summary}`)).toEqual([
      'mia: Took it on',
      'ana: Escalated',
    ]);
  });

  test('whoever only sees it cannot', async () => {
    const { id } = await escalate(org.eli);
    expect(await org.ana.refused(AcknowledgeEscalation, { escalation_id: id })).toBe('403 identity.not-allowed');
    expect(await org.ben.refused(AcknowledgeEscalation, { escalation_id: id })).toBe('404 escalations.not-found');
    expect(await org.ada.call(AcknowledgeEscalation, { escalation_id: id })).toMatchObject({ status: 'investigating' });
  });

  test('a manager who only made it does not manage the customer’s CSM', async () => {
    const { id } = await escalate(org.max);
    expect(await org.max.refused(AcknowledgeEscalation, { escalation_id: id })).toBe('403 identity.not-allowed');
  });

  test('the clock says once when it is over', async () => {
    const { id } = await escalate(org.ana, { severity: 'P0', expected_resolution: 'x' });
    await world.forward('PT5H');

    const { sla } = await org.ana.call(GetEscalation, { escalation_id: id });
    expect(sla).toMatchObject({ breached: true });
    const { items } = await org.ana.call(GetEscalationTimeline, { escalation_id: id });
    const breaches = items.filter(({ type }) => type === 'escalation.sla-breached');
    expect(breaches).toMatchObject([{ summary: 'Over time: the resolution is late', actor: { kind: 'system' } }]);
  });
});
