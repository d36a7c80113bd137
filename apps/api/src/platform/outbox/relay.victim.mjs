// A worker that kills itself (SIGKILL) in the middle of the relay: started by relay.spec.ts, never part of the product.
//   node relay.victim.mjs <worker url> before-insert|before-commit|after-commit|two-transactions
import '../../../../../tools/typescript-hooks.mjs';

const [url, point] = process.argv.slice(2);
const { inTransaction, openPool } = await import('../database/index.ts');
const { Handlers } = await import('../jobs/handlers.ts');
const { MessageQueue } = await import('../jobs/message-queue.ts');
const { Deliveries } = await import('./deliveries.ts');
const { Relay } = await import('./relay.ts');

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {}); // the signal is on its way
};
const pool = openPool({ url, applicationName: 'victim', max: 3 });
const queue = new MessageQueue(url, new Handlers(), new Deliveries(pool));
await queue.start();

const enqueue = async (messages, client) => {
  if (point === 'before-insert') await die();
  // the mistake the control makes: what is deleted is committed before it is queued
  if (point === 'two-transactions') {
    await client.query('COMMIT');
    await die();
  }
  await queue.enqueue(messages, client);
  if (point === 'before-commit') await die();
};
const relay = new Relay({
  pool,
  enqueue,
  onError: (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(3);
  },
});
await relay.wake();
if (point === 'after-commit') await die();
await inTransaction(pool, async () => undefined);
process.exit(4); // nobody asked for a point we know
