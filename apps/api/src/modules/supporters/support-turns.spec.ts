import { asId, type TenantId } from '@understudy/domain';
import { SupportTurns } from './support-turns.js';

const tenant = (n: number) => asId<TenantId>(`00000000-0000-4000-8000-00000000000${n}`);

/** Work that is held up until it is let go. */
function heldUp(turns: SupportTurns, tenantId: TenantId, count: number) {
  const begun: number[] = [];
  const gates = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const done = gates.map(({ promise }, index) =>
    turns.inTurn(tenantId, async () => {
      begun.push(index);
      await promise;
      return index;
    }),
  );
  return { begun, gates, done };
}
const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

test('four of one organisation at a time, first come, first served; others do not wait for them', async () => {
  const turns = new SupportTurns();
  const { begun, gates, done } = heldUp(turns, tenant(1), 6);
  await soon();
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(await turns.inTurn(tenant(2), async () => 'at once')).toBe('at once');

  gates[2]?.resolve();
  await done[2];
  await soon();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(done)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('whoever fails lets the next one in, and hears their own error', async () => {
  const turns = new SupportTurns();
  const failing = Array.from({ length: 5 }, (_, index) =>
    turns.inTurn(tenant(1), () => Promise.reject(new Error(`no ${index}`))),
  );
  expect((await Promise.allSettled(failing)).map((one) => one.status === 'rejected' && one.reason.message)).toEqual([
    'no 0',
    'no 1',
    'no 2',
    'no 3',
    'no 4',
  ]);
  expect(await turns.inTurn(tenant(1), async () => 'still open')).toBe('still open');
});
