import { ratioOf, spreadOf } from './statistics.js';

export interface Contender {
  readonly name: string;
  /** Measures once; operations per second. */
  rate(seconds: number): Promise<number>;
}

const WARM_UP_SECONDS = 2;

/** Rates of each contender, warmed up, measured in turns so that what else the machine does hits all of them. */
export async function compete(
  contenders: readonly Contender[],
  rounds: number,
  seconds: number,
): Promise<Map<string, number[]>> {
  const rates = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await contender.rate(WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++)
    // forth and back: nobody always comes after the same one
    for (const contender of round % 2 === 0 ? contenders : [...contenders].reverse())
      rates.get(contender.name)?.push(await contender.rate(seconds));
  return rates;
}

/** The outcome in lines, the first contender against each other one. */
export function outcome(rates: ReadonlyMap<string, readonly number[]>, aim: number): string[] {
  const [ours, ...others] = [...rates];
  if (!ours) return [];
  return [
    ...[...rates].map(([name, values]) => {
      const { median, low, high } = spreadOf(values);
      return `  ${name.padEnd(38)} ${whole(median)}/s   (${whole(low).trim()} to ${whole(high).trim()})`;
    }),
    ...others.map(([name, values]) => {
      const { median, low, high, meaningful } = ratioOf(ours[1], values);
      const verdict = meaningful ? (median >= aim ? 'reached' : 'missed') : 'rounds disagree too much: no verdict';
      return `  ratio to ${name.padEnd(29)} ${median.toFixed(2).padStart(7)}     (${low.toFixed(2)} to ${high.toFixed(2)})   aim ≥ ${aim}: ${verdict}`;
    }),
  ];
}

const whole = (value: number): string => value.toFixed(0).padStart(7);
