// A worker that kills itself (SIGKILL) at the n-th touch of the other system or of its own rows: started by routing-saga.spec.ts,
// never part of the product. It prints nothing; it ends with code 0 when it came through alive.
//   node saga.victim.mjs <worker url> <tenant> <update> <touch> before|after
import '../../../../../tools/typescript-hooks.mjs';

const [url, tenantId, updateId, touch, moment] = process.argv.slice(2);
const { driver } = await import('./saga.stage.ts');

let touches = 0;
const { saga, close } = await driver(url, async (effect) => {
  const isLast = touches++ === Number(touch);
  if (isLast && moment === 'before') process.kill(process.pid, 'SIGKILL');
  const result = await effect();
  if (isLast) process.kill(process.pid, 'SIGKILL');
  return result;
});
await saga.drive(tenantId, updateId);
await close();
