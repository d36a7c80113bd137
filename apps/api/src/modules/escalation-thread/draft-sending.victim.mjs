// A whole worker that kills itself (SIGKILL) while it hands an e-mail to a customer over: started by draft-sending.spec.ts, never part
// of the product.
//   node draft-sending.victim.mjs <app url> <worker url> <mail url> before|after
import '../../../../../tools/typescript-hooks.mjs';

const [appUrl, workerUrl, mailUrl, moment] = process.argv.slice(2);
const { createWorker } = await import('../../testing.ts');
const { SandboxMailChannel } = await import('../mail/sandbox-mail-channel.ts');

const { send } = SandboxMailChannel.prototype;
SandboxMailChannel.prototype.send = async function dying(mail) {
  if (moment === 'before') process.kill(process.pid, 'SIGKILL');
  await send.call(this, mail);
  process.kill(process.pid, 'SIGKILL');
};
await createWorker({ appUrl, workerUrl, env: { SANDBOX_URL: mailUrl } });
