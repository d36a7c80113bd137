import { parseArgs } from 'node:util';

export interface Sizes {
  /** Synthetic organisations beside those of the demo world. */
  readonly tenants: number;
  readonly customersPerTenant: number;
  readonly escalations: number;
}

export const PATHS = [
  'setup',
  'responsible',
  'escalation',
  'card',
  'supporters',
  'proof',
  'split',
  'extension',
  'web',
] as const;
export type PathName = (typeof PATHS)[number];

export interface BenchOptions extends Sizes {
  /** What is measured, in this order; all of it unless some are named. */
  readonly only: readonly PathName[];
  /** Each contender is measured this often, in turns. */
  readonly rounds: number;
  /** Length of one measurement. */
  readonly seconds: number;
  /** Folder for CPU profiles of the API, one per path; null means none. */
  readonly profileDir: string | null;
}

export const USAGE = `npm run bench -- [--full] [--tenants 50] [--customers 250] [--escalations 20000] [--rounds 5] [--seconds 2] [--only <path>,...] [--profile <folder>]
  --full      200 tenants and 1,000,000 escalations
  --only      some of ${PATHS.join(', ')}
  --profile   also writes CPU profiles of the API (one more round per path) and says where the time goes`;

/** Reads the command line; `--full` sets the sizes that are not given. Throws an Error with the usage for anything else. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = readArgs(args);
  const full = values.full === true;
  return {
    tenants: count('tenants', values.tenants, full ? 200 : 50, 1, 5_000),
    customersPerTenant: count('customers', values.customers, 250, 20, 10_000),
    escalations: count('escalations', values.escalations, full ? 1_000_000 : 20_000, 0, 10_000_000),
    rounds: count('rounds', values.rounds, 5, 1, 50),
    seconds: count('seconds', values.seconds, 2, 1, 600),
    only: paths(values.only),
    profileDir: values.profile ?? null,
  };
}

function readArgs(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        full: { type: 'boolean' },
        tenants: text,
        customers: text,
        escalations: text,
        rounds: text,
        seconds: text,
        only: text,
        profile: text,
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

function paths(given: string | undefined): readonly PathName[] {
  if (given === undefined) return PATHS;
  const named = given.split(',').map((name) => name.trim());
  const unknown = named.find((name) => !PATHS.some((path) => path === name));
  if (unknown !== undefined) throw new Error(`--only does not know "${unknown}"\n${USAGE}`);
  return PATHS.filter((path) => named.includes(path));
}

function count(name: string, given: string | undefined, otherwise: number, least: number, most: number): number {
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < least || value > most)
    throw new Error(`--${name} must be a whole number from ${least} to ${most}, not "${given}"\n${USAGE}`);
  return value;
}
