import { createRequire } from 'node:module';
import { asId, type CustomerId, splitPortfolio, type UserId } from '@understudy/domain';
import { ratioOf, spreadOf } from '../statistics.js';

// its types describe the CommonJS half of the package only
const loadHighs: (typeof import('highs'))['default'] = createRequire(import.meta.url)('highs');

const CUSTOMERS = 1_000;
const BACKUPS = 30;
const AIM_MS = 250;

interface Problem {
  /** `fits[customer][backup]`, whole tenths of a point. */
  readonly fits: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

/**
 * Splitting 1,000 customers over 30 backups, against HiGHS on the same problem as a linear programme (its corners are whole numbers, so the
 * relaxation is the problem). Throws when ours places fewer or fits worse: a figure of a wrong answer is none.
 */
export async function measureSplit(print: (line: string) => void, rounds: number): Promise<void> {
  print(`\nSplitting ${CUSTOMERS} customers over ${BACKUPS} backups, in memory`);
  const highs = await loadHighs();
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const problem = aProblem(round);
    const input = toInput(problem);
    const [split, splitMs] = timed(() => splitPortfolio(input));
    const programme = toProgramme(problem);
    const [solved, solverMs] = timed(() => highs.solve(programme));
    const total = [...split.placed].reduce((sum, [customer, backup]) => sum + fitAt(problem, customer, backup), 0);
    if (split.placed.size !== CUSTOMERS || Math.abs(total - solved.ObjectiveValue) > 0.5)
      throw new Error(
        `the split fits ${total} with ${split.placed.size} placed, the optimum is ${solved.ObjectiveValue}`,
      );
    // the first one warms up
    if (round < 0) continue;
    ours.push(splitMs);
    theirs.push(solverMs);
  }
  const { median, low, high } = spreadOf(ours);
  print(
    `  min-cost flow        ${median.toFixed(0)} ms (${low.toFixed(0)} to ${high.toFixed(0)}), optimal each time   aim < ${AIM_MS} ms: ${median < AIM_MS ? 'reached' : 'missed'}`,
  );
  const solver = spreadOf(theirs);
  print(
    `  HiGHS (npm highs)    ${solver.median.toFixed(0)} ms (${solver.low.toFixed(0)} to ${solver.high.toFixed(0)}), with reading the programme`,
  );
  print(`  ratio of times       ${ratioOf(theirs, ours).median.toFixed(1)} times as fast`);
}

const userId = (n: number) => asId<UserId>(`00000000-0000-4000-8001-${String(n).padStart(12, '0')}`);
const customerId = (n: number) => asId<CustomerId>(`00000000-0000-4000-8002-${String(n).padStart(12, '0')}`);
const numberOf = (id: string): number => Number(id.slice(-12));
const fitAt = ({ fits }: Problem, customer: string, backup: string): number =>
  fits[numberOf(customer)]?.[numberOf(backup)] ?? 0;

/** Fits as they are in life: most people know nothing of a customer, a few have worked on it; a tenth more room than needed. */
function aProblem(seed: number): Problem {
  let state = 20_260_707 + seed * 7_919;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const fits = Array.from({ length: CUSTOMERS }, () =>
    Array.from({ length: BACKUPS }, () => Math.floor(random() * 300) + (random() < 0.15 ? 400 : 0)),
  );
  const room = Math.ceil((CUSTOMERS * 1.1) / BACKUPS);
  return { fits, capacities: Array.from({ length: BACKUPS }, (_, index) => room + (index % 5) - 2) };
}

const toInput = ({ fits, capacities }: Problem) => ({
  customers: fits.map((row, customer) => ({
    id: customerId(customer),
    fit: new Map(row.map((tenths, backup) => [userId(backup), tenths / 10])),
  })),
  backups: capacities.map((capacity, backup) => ({ id: userId(backup), capacity })),
});

/** In CPLEX's LP format, as HiGHS reads it. */
function toProgramme({ fits, capacities }: Problem): string {
  const name = (customer: number, backup: number) => `x${customer}_${backup}`;
  const all = [...fits.keys()];
  const objective = fits.map((row, customer) =>
    row.map((tenths, backup) => `${tenths} ${name(customer, backup)}`).join(' + '),
  );
  const once = all.map(
    (customer) => `c${customer}: ${capacities.map((_, backup) => name(customer, backup)).join(' + ')} = 1`,
  );
  const caps = capacities.map(
    (capacity, backup) => `b${backup}: ${all.map((customer) => name(customer, backup)).join(' + ')} <= ${capacity}`,
  );
  return `Maximize\n obj: ${objective.join('\n + ')}\nSubject To\n${[...once, ...caps].join('\n')}\nEnd`;
}

function timed<Result>(work: () => Result): [Result, number] {
  const began = performance.now();
  const result = work();
  return [result, performance.now() - began];
}
