// A whole worker that kills or freezes itself (SIGKILL, SIGSTOP) in the middle of its work for one organisation: started by
// tests/reliability, never part of the product.
//   node testing.victim.mjs '{"appUrl", "workerUrl", "env", "tenantId", "what": "commit"|"mail", "nth", "moment": "before"|"after", "signal"}'
import '../../../tools/typescript-hooks.mjs';

const { appUrl, workerUrl, env, tenantId, what, nth, moment, signal } = JSON.parse(process.argv[2] ?? '{}');
const { createWorker, Tenancy } = await import('./testing.ts');
const { SandboxMailChannel } = await import('./modules/mail/sandbox-mail-channel.ts');

let calls = 0;
/** Does the work; at the nth time something happens to this process right before or after it is done. */
const dangerously = async (work) => {
  const isMine = ++calls === nth;
  const strike = (when) => isMine && when === moment && process.kill(process.pid, signal);
  const done = await work(() => strike('before'));
  strike('after');
  return done;
};

const { run } = Tenancy.prototype;
const { send } = SandboxMailChannel.prototype;
if (what === 'commit')
  Tenancy.prototype.run = function struck(who, work) {
    const whose = typeof who === 'string' ? who : who.tenantId;
    if (whose !== tenantId) return run.call(this, who, work);
    // before: everything is written and nothing is saved
    return dangerously((before) =>
      run.call(this, who, async (tx) => {
        const result = await work(tx);
        before();
        return result;
      }),
    );
  };
else
  SandboxMailChannel.prototype.send = function struck(mail) {
    if (mail.tenantId !== tenantId) return send.call(this, mail);
    return dangerously((before) => {
      before();
      return send.call(this, mail);
    });
  };

const worker = await createWorker({ appUrl, workerUrl, env });
process.on('SIGTERM', () => void worker.close().then(() => process.exit(0)));
