// A whole worker that kills or freezes itself (SIGKILL, SIGSTOP) while two webhooks of one organisation leave it, one right before its
// request and one right after its answer: started by tests/reliability/webhook-kills.spec.ts, never part of the product.
//   node sending.victim.mjs '{"appUrl", "workerUrl", "env", "tenantId", "signal"}'
import '../../../../../tools/typescript-hooks.mjs';

const { appUrl, workerUrl, env, tenantId, signal } = JSON.parse(process.argv[2] ?? '{}');
const { createWorker } = await import('../../testing.ts');
const { WebhookCall } = await import('./webhook-call.service.ts');
const { WebhookSending } = await import('./webhook-sending.service.ts');

const { deliver } = WebhookCall.prototype;
const struck = Promise.withResolvers();
let calls = 0;
WebhookCall.prototype.deliver = async function dangerously(...given) {
  if (given[0] !== tenantId) return deliver.apply(this, given);
  const nth = ++calls;
  if (nth === 1) await struck.promise;
  const called = await deliver.apply(this, given);
  if (nth === 2) {
    process.kill(process.pid, signal);
    struck.resolve();
  }
  return called;
};

// what another one left behind is taken over here when this one starts late, and is held: only its own organisation's webhooks leave it
const { send } = WebhookSending.prototype;
WebhookSending.prototype.send = async function later(message, ...given) {
  if (message.tenantId !== tenantId) await struck.promise;
  return send.call(this, message, ...given);
};

const worker = await createWorker({ appUrl, workerUrl, env });
process.on('SIGTERM', () => void worker.close().then(() => process.exit(0)));
