import type { Stage } from '@understudy/domain';
import type { CsmKey } from './people.js';

export interface CustomerRow {
  /** Also the host name of their domain: KEY.example. */
  readonly key: string;
  readonly csm: CsmKey;
  readonly name: string;
  /** Thousands of euros a year. */
  readonly arrK: number;
  readonly health: number;
  readonly change: number;
  /** Days from the first day of the world. */
  readonly renewalIn: number;
  readonly segment: string;
  readonly industry: string;
  readonly stage: Stage;
  readonly needs: readonly string[];
  readonly language: string;
  readonly specialHandling: string | null;
}

export type CustomerLine = readonly [
  key: string,
  name: string,
  arrK: number,
  health: number,
  change: number,
  renewalIn: number,
  segment: 'Enterprise' | 'Mid-market' | 'Public',
  industry: string,
  stage: Stage,
  more?: Partial<Pick<CustomerRow, 'needs' | 'language' | 'specialHandling'>>,
];

/** Lines of one portfolio as rows. */
export const portfolioOf = (csm: CsmKey, rows: readonly CustomerLine[]): CustomerRow[] =>
  rows.map(([key, name, arrK, health, change, renewalIn, segment, industry, stage, more]) => ({
    ...{ key, csm, name, arrK, health, change, renewalIn, segment, industry, stage },
    ...{ needs: [], language: 'en', specialHandling: null, ...more },
  }));
