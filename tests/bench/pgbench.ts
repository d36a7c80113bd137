import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RawPlan, SentStatement, SentValue } from './load/job.js';

const run = promisify(execFile);

/**
 * How many of the targets it asks about. Each would be a statement of its own in each connection of each round, and planning
 * them would be most of what is measured; one target, always in cache, is what pgbench can do at best.
 */
const TARGETS = 1;

/** The version line of the pgbench on this machine, or null. */
export async function findPgbench(): Promise<string | null> {
  return run('pgbench', ['--version']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}

/**
 * Writes the transaction as pgbench scripts, one per target: pipelined and prepared like the others. A parameter becomes a
 * variable; NULL, which pgbench has no variable for, stands in the text.
 */
export class Pgbench {
  private readonly files: string[] = [];
  private readonly variables: string[] = [];

  constructor(
    dir: string,
    private readonly plan: Pick<RawPlan, 'url' | 'trips' | 'variants' | 'connections'>,
  ) {
    mkdirSync(dir, { recursive: true });
    for (const [target, variant] of plan.variants.slice(0, TARGETS).entries()) {
      const file = path.join(dir, `target-${target}.sql`);
      const lines = plan.trips.map((trip) =>
        [
          '\\startpipeline',
          ...trip.map((statement) => `${this.sql(statement, variant, target)};`),
          '\\endpipeline',
        ].join('\n'),
      );
      writeFileSync(file, `${lines.join('\n')}\n`);
      this.files.push(file);
    }
  }

  /** Transactions per second. Throws what pgbench said when it fails or a transaction does. */
  async rate(seconds: number): Promise<number> {
    const { hostname, port, username, password, pathname } = new URL(this.plan.url);
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(this.plan.connections),
      '-j',
      '1',
      '-T',
      String(seconds),
      '-h',
      hostname,
      '-p',
      port,
      '-U',
      decodeURIComponent(username),
    ];
    const { stdout } = await run(
      'pgbench',
      [
        ...args,
        ...this.variables.flatMap((name) => ['-D', name]),
        ...this.files.flatMap((file) => ['-f', file]),
        pathname.slice(1),
      ],
      {
        env: { PATH: process.env['PATH'] ?? '', PGPASSWORD: decodeURIComponent(password) },
      },
    );
    const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
    if (tps === undefined || !/failed transactions: 0 /.test(stdout)) throw new Error(`pgbench: ${stdout}`);
    return Number(tps);
  }

  private sql({ text, values = [] }: SentStatement, variant: RawPlan['variants'][number], target: number): string {
    return values
      .reduce<string>(
        (sql, value, index) => {
          const name = new RegExp(`\\$${index + 1}(?!\\d)`, 'g');
          const given = variant.reduce(
            (filled, [part, by]) => filled?.replaceAll(part, by ?? '') ?? null,
            literal(value),
          );
          return sql.replace(name, given === null ? 'null' : `:${this.variable(given, target)}`);
        },
        text.replace(/--.*$/gm, ' '),
      )
      .replace(/\s+/g, ' ');
  }

  private variable(value: string, target: number): string {
    const known = this.variables.findIndex(
      (given) => given.slice(given.indexOf('=') + 1) === value && given.startsWith(`t${target}_`),
    );
    if (known !== -1) return this.variables[known]?.split('=')[0] ?? '';
    const name = `t${target}_${this.variables.length}`;
    this.variables.push(`${name}=${value}`);
    return name;
  }
}

/** Lists of ids only: nothing in them needs quotes. */
const literal = (value: SentValue): string | null =>
  value === null || typeof value === 'string' ? value : `{${value.map((item) => item ?? 'NULL').join(',')}}`;
