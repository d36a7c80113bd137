import { ApiProblem } from '@understudy/api-client';
import { GUIDES } from '@understudy/api/testing';
import { type ErrorCode, ERRORS } from '@understudy/contracts';
import { ESCALATION_STATUSES, type EscalationStatus, nextEscalationStatuses } from '@understudy/domain';
import { aWorld, type Person, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());

const [guide] = GUIDES;
if (!guide) throw new Error('there is no guide');

const rowsOf = (caption: string) => guide.tables.find((table) => table.caption === caption)?.rows ?? [];

test.each(guide.flows.map((flow) => [flow.title, flow] as const))('%s works as it is written', async (_, flow) => {
  const org = await world.organisation();
  await org.sql(`insert into escalation_categories (tenant_id, name) values ($1, 'Technical')
    on conflict (tenant_id, name) do nothing`);
  const people: Record<string, Person> = { CSM: org.ana, Owner: org.mia, Member: org.eli, Supporter: org.sam };
  let known: Record<string, unknown> = {
    tenant_id: org.tenantId,
    customer_id: org.customers[0],
    colleague_id: org.gus.id,
  };
  const filled = (input: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(input).map(([name, value]) => [
        name,
        typeof value === 'string' ? (known[/^\{(\w+)\}$/.exec(value)?.[1] ?? ''] ?? value) : value,
      ]),
    );

  for (const { who, says, endpoint, input, status, answer, keeps = {} } of flow.steps) {
    const asked = people[who]?.call(endpoint, filled(input) as never);
    if (status === undefined) {
      const given = (await asked) as object;
      expect({ says, given }).toMatchObject({ says, given: answer });
      known = {
        ...known,
        ...Object.fromEntries(Object.entries(keeps).map(([name, field]) => [name, Reflect.get(given, field)])),
      };
    } else {
      const problem = await asked?.then(
        () => null,
        (error: unknown) => (error instanceof ApiProblem ? error.problem : null),
      );
      expect({ says, problem }).toMatchObject({ says, problem: { status, ...answer } });
    }
  }
});

test('the table of transitions is the one the product goes by, with what each move needs', () => {
  const moves = rowsOf('Transition rules');
  for (const from of ESCALATION_STATUSES) {
    const targets = moves.filter(([state, to]) => state === from && to !== 'nothing').map(([, to]) => to);
    const isOver = from === 'closed' || from === 'void';
    expect({ from, targets }).toEqual({
      from,
      targets: [...nextEscalationStatuses(from), ...(isOver ? [] : ['void'])],
    });
  }
  const needs = (from: EscalationStatus, to: EscalationStatus) =>
    moves.find(([state, target]) => state === from && target === to)?.[2];
  expect(needs('investigating', 'resolved')).toBe('resolution_summary, root_cause');
  expect(needs('resolved', 'investigating')).toBe('reason');
  expect(needs('open', 'void')).toBe('reason');
  expect(needs('open', 'investigating')).toBe('');
});

test('the error codes of escalations are there with their status and sentence', () => {
  const codes = rowsOf('Error codes').map(([status, code]) => `${status} ${code}`);
  expect(codes).toEqual(
    expect.arrayContaining([
      '409 escalations.illegal-transition',
      '422 escalations.resolution-required',
      '404 escalations.not-found',
      '503 supporters.none-free',
      '404 conversations.not-found',
    ]),
  );
  for (const [status, code, detail] of rowsOf('Error codes'))
    expect(ERRORS[code as ErrorCode]).toMatchObject({ status: Number(status), detail });
});

test('the pages show all of it: rules, codes, and the steps with their bodies', async () => {
  const page = await (await fetch(`${world.api.baseUrl}/api/docs`)).text();
  expect(page).toContain('<section id="guide-escalations"');
  for (const text of ['Transition rules', 'resolution_summary, root_cause', 'A late fee, taken back', 'Error codes'])
    expect(page).toContain(text);
  const section = page.slice(page.indexOf('<section id="guide-escalations"'));
  for (const { steps } of guide.flows)
    for (const { endpoint } of steps) expect(section).toContain(`<code>${endpoint.path}</code>`);
  const described = await (await fetch(`${world.api.baseUrl}/api/openapi.json`)).json();
  expect(described['x-guides']).toMatchObject([{ id: 'escalations', flows: [{}, {}] }]);
});
