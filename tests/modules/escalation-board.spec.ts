import {
  AcknowledgeEscalation,
  GetEscalationBoard,
  ListEscalations,
  PostEscalationUpdate,
  ResolveEscalation,
} from '@understudy/contracts';
import { escalate, withCategories } from './escalating.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
  await withCategories(org);
});

const END = { resolution_summary: 'The job runs again.', root_cause: 'A full disk.' };
const titles = async (days = 7) =>
  (await org.ada.call(GetEscalationBoard, { ended_within_days: days })).items.map(({ title }) => title);

test('what presses stands first, what ended lately last, and what ended before that not at all', async () => {
  const later = await escalate(org, { title: 'Later', severity: 'P3' });
  const soon = await escalate(org, { title: 'Soon', severity: 'P0' });
  const done = await escalate(org, { title: 'Done' });
  await org.ben.call(AcknowledgeEscalation, { escalation_id: done.id });
  await org.ben.call(ResolveEscalation, { escalation_id: done.id, ...END });

  expect(await titles()).toEqual(['Soon', 'Later', 'Done']);
  expect(await titles(0)).toEqual(['Soon', 'Later']);

  await org.sql('update escalations set sla_paused_since = now() where tenant_id = $1 and id = $2', [soon.id]);
  expect(await titles()).toEqual(['Later', 'Soon', 'Done']);
  expect(later.status).toBe('open');
});

test('a card says whose it is, what is written on it and where it may go', async () => {
  const { id } = await escalate(org, { title: 'Exports' });
  await org.ana.call(PostEscalationUpdate, { escalation_id: id, comment: 'Any news?' });

  const [owners] = (await org.ben.call(GetEscalationBoard, {})).items;
  expect(owners).toMatchObject({ mine: true, comments: 1, category: 'Technical', paused: false, war_room: false });
  expect(owners?.allowed_statuses).toEqual(['investigating', 'resolved', 'void']);
  const [row] = (await org.ben.call(ListEscalations, {})).items;
  expect([owners?.due_at, owners?.version]).toEqual([row?.sla.due_at, row?.version]);

  const [makers] = (await org.ana.call(GetEscalationBoard, {})).items;
  expect([makers?.mine, makers?.allowed_statuses]).toEqual([true, ['void']]);
});

test('everybody gets what the list gives them, and nobody another organisation’s', async () => {
  await escalate(org);
  const other = await world.organisation();
  for (const who of [org.ada, org.ben, org.ana, org.eva, other.ada]) {
    const [board, list] = await Promise.all([who.call(GetEscalationBoard, {}), who.call(ListEscalations, {})]);
    expect(board.items.map(({ id }) => id)).toEqual(list.items.map(({ id }) => id));
    expect(board.total).toBe(list.items.length);
  }
  expect(await org.ada.refused(GetEscalationBoard, { ended_within_days: 5000 })).toBe('400 request.malformed');
});
