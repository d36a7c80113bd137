// A whole worker that kills itself (SIGKILL) in the middle of telling people: started by telling.spec.ts, never part of the product.
//   node telling.victim.mjs <app url> <worker url> <nth> before|after
import '../../../../../tools/typescript-hooks.mjs';

const [appUrl, workerUrl, nth, moment] = process.argv.slice(2);
const { createWorker } = await import('../../testing.ts');
const { NotificationsRepository } = await import('./notifications.repository.ts');

const { addCause } = NotificationsRepository.prototype;
let calls = 0;
NotificationsRepository.prototype.addCause = async function dying(...given) {
  const isLast = calls++ === Number(nth);
  if (isLast && moment === 'before') process.kill(process.pid, 'SIGKILL');
  await addCause.apply(this, given);
  if (isLast) process.kill(process.pid, 'SIGKILL');
};
await createWorker({ appUrl, workerUrl });
