import {
  changesOf,
  compareInstants,
  isGap,
  proofFigures,
  type ProofInput,
  proveCoverage,
  resilience,
  roster,
  standingIn,
  tilesWhere,
} from '@understudy/domain';
import { continuityWorld, type ContinuitySizes } from '../continuity-world.js';
import { spreadOf } from '../statistics.js';

const SIZES: ContinuitySizes = { customers: 10_000, people: 500, days: 90 };
const AIM_MS = 500;
const AIM_RATIO = 100;
/** Brute force would take minutes for all customers: so many are asked about, evenly spread, and the time is scaled. */
const SAMPLE = 20;
const WARM_UPS = 2;

interface Taken {
  readonly ms: number;
  /** Of this process: less than `ms` when others had the processor meanwhile. */
  readonly cpuMs: number;
}

const timed = (work: () => void): Taken => {
  const cpu = process.cpuUsage();
  const began = performance.now();
  work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1_000 };
};
const verdict = (ms: number, cpuMs: number): string => {
  if (ms < AIM_MS) return 'reached';
  return cpuMs < AIM_MS ? 'no verdict, others had the processor' : 'missed';
};

/**
 * The continuous-coverage proof against the same walk asked at every breakpoint of the organisation for every customer, in one
 * process without database. The sample must agree with the proof at each of them, or there are no figures.
 */
export function measureProof(print: (line: string) => void, rounds: number): void {
  const world = continuityWorld(SIZES);
  const all = roster(world.rows);
  const breakpoints = breakpointsOf(world);
  const step = Math.floor(world.customers.length / SAMPLE);
  const sample = world.customers.filter((_, n) => n % step === 0);
  const bruteForce = (): number => {
    let gaps = 0;
    for (const customer of sample)
      for (const at of breakpoints) if (standingIn(all, { customer, at }, 1).responsible === null) gaps++;
    return gaps;
  };

  ensureAgreement(world, sample, breakpoints);
  const runs = Array.from({ length: WARM_UPS + rounds }, () => ({
    proof: timed(() => proveCoverage(world)),
    force: timed(bruteForce),
    double: timed(() => resilience(world)),
  })).slice(WARM_UPS);
  const figures = proofFigures(proveCoverage(world));
  const proof = spreadOf(runs.map((run) => run.proof.ms));
  const cpu = spreadOf(runs.map((run) => run.proof.cpuMs)).median;
  const force = spreadOf(runs.map((run) => (run.force.ms * world.customers.length) / sample.length));
  const double = spreadOf(runs.map((run) => run.double.ms));
  const ratio = force.median / proof.median;
  print(
    `\nContinuous-coverage proof   ${SIZES.customers} customers, ${SIZES.people} people, ${SIZES.days} days, ${breakpoints.length} breakpoints`,
  );
  print(
    `  proof                                  ${proof.median.toFixed(0)} ms   (${proof.low.toFixed(0)} to ${proof.high.toFixed(0)}; CPU ${cpu.toFixed(0)} ms)   aim < ${AIM_MS} ms: ${verdict(proof.median, cpu)}`,
  );
  print(
    `  brute force at all breakpoints         ${(force.median / 1000).toFixed(0)} s, from ${sample.length} customers   ratio ${ratio.toFixed(0)}   aim ≥ ${AIM_RATIO}: ${ratio >= AIM_RATIO ? 'reached' : 'missed'}`,
  );
  print(
    `  who must not fall sick (N−1)           ${double.median.toFixed(0)} ms   (${double.low.toFixed(0)} to ${double.high.toFixed(0)})`,
  );
  print(
    `  ${figures.covered} of ${figures.customers} customers without gap, ${tilesWhere(proveCoverage(world), isGap).length} gaps found`,
  );
}

function breakpointsOf({ rows, from, to }: ProofInput): Temporal.Instant[] {
  const all = roster(rows);
  const edges = [from, ...rows.people.flatMap(({ id }) => changesOf(id, all))]
    .filter((at) => compareInstants(from, at) <= 0 && compareInstants(at, to) < 0)
    .toSorted(compareInstants);
  return edges.filter((at, n) => n === 0 || !at.equals(edges[n - 1] ?? to));
}

function ensureAgreement(
  world: ProofInput,
  sample: ProofInput['customers'],
  breakpoints: readonly Temporal.Instant[],
): void {
  const all = roster(world.rows);
  const tiles = new Map(
    proveCoverage(world).groups.flatMap((group) => group.customerIds.map((id) => [id, group.tiles])),
  );
  for (const customer of sample)
    for (const at of breakpoints) {
      const tile = tiles.get(customer.id)?.findLast(({ startsAt }) => compareInstants(startsAt, at) <= 0);
      if (tile?.responsible !== standingIn(all, { customer, at }, 1).responsible)
        throw new Error(`the proof and brute force disagree about ${customer.id} at ${at}`);
    }
}
