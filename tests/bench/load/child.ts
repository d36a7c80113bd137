/** The process that makes load: takes a plan, answers what it measured, waits for the next. */
import { percentile } from '../statistics.js';
import { runHttp } from './http-load.js';
import type { Answer, Measured, Plan } from './job.js';
import { runRaw } from './raw-load.js';

process.on('message', (plan: Plan) => {
  void run(plan)
    .then((measured): Answer => ({ measured }))
    .catch((error: unknown): Answer => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }))
    .then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));

async function run(plan: Plan): Promise<Measured> {
  const cpu = process.cpuUsage();
  const { latencies, seconds } = await (plan.kind === 'http' ? runHttp(plan) : runRaw(plan));
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((one, other) => one - other);
  return {
    rate: latencies.length / seconds,
    count: latencies.length,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    max: latencies.at(-1) ?? Number.NaN,
    ownCpu: (user + system) / 1e6 / seconds,
  };
}
