/** npm run bench: the product's hot paths against what PostgreSQL could do at best, in one run on one machine. */
import pg from 'pg';
import { busySince, describeMachine, readCpu } from './machine.js';
import { parseOptions, type PathName } from './options.js';
import { measureCard } from './paths/card.js';
import { measureEscalation } from './paths/escalation.js';
import { measureExtension } from './paths/extension.js';
import { measureProof } from './paths/proof.js';
import { measureResponsible } from './paths/responsible.js';
import { measureSetup } from './paths/setup.js';
import { measureSplit } from './paths/split.js';
import { measureSupporters } from './paths/supporters.js';
import { measureWeb } from './paths/web.js';
import { findPgbench } from './pgbench.js';
import { startProduct } from './product.js';
import { Stage } from './stage.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function bench(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const began = performance.now();
  const cpu = readCpu();
  const cleanUps: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  try {
    const product = await startProduct(
      options,
      (line) => print(`… ${line}`),
      (end) => cleanUps.push(end),
    );
    const stage = new Stage(product, options, print);
    cleanUps.push(() => stage.stop());
    const client = new pg.Client({ connectionString: product.superuserUrl });
    await client.connect();
    const pgbench = await findPgbench();
    print('');
    for (const line of await describeMachine(client)) print(line);
    await client.end();
    print(`pgbench     ${pgbench ?? 'not on this machine (Debian: postgresql-contrib); left out'}`);
    const { tenants, customersPerTenant, escalations, rounds, seconds } = options;
    print(
      `Sizes       demo world + ${tenants} tenants × ${customersPerTenant} customers, 20 % of owners away and covered, ${escalations} escalations`,
    );
    print(
      `Rounds      ${rounds} × ${seconds} s each, in turns; medians (lowest to highest). Load, API and PostgreSQL share the cores.`,
    );

    const measure: Record<PathName, () => Promise<void> | void> = {
      setup: () => measureSetup(stage),
      responsible: () => measureResponsible(stage, pgbench !== null),
      escalation: () => measureEscalation(stage),
      card: () => measureCard(stage),
      supporters: () => measureSupporters(stage),
      proof: () => measureProof(print, options.rounds),
      split: () => measureSplit(print, options.rounds),
      extension: () => measureExtension(print, options.rounds),
      web: () => measureWeb(print, product.port, options.rounds),
    };
    for (const path of options.only) await measure[path]();

    const busy = busySince(cpu);
    const used = busy === null ? '' : `, CPU ${Math.round(busy * 100)} % busy with everything on the machine`;
    print(`\nTook ${Math.round((performance.now() - began) / 1_000)} s${used}`);
  } finally {
    await stop();
  }
}

try {
  await bench(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `understudy: ${error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
