import type { TenantId } from '@understudy/domain';
import type { Tenancy, Tx } from '../database/index.js';
import { type ChainReport, type ChainRow, checkChain, EMPTY_CHAIN } from './chain.js';

const FIRST_LOOK = 200;
const PAGE = 1_000;

const START = `select seq, canonical, encode(hash, 'hex') as hash from history
                where tenant_id = $1 and seq <= (select seq - ${FIRST_LOOK} from history_head where tenant_id = $1)
                order by seq desc limit 1`;
const NEXT = `select seq, canonical, encode(hash, 'hex') as hash from history
               where tenant_id = $1 and seq > $2 order by seq limit ${PAGE}`;
const AT = `select encode(hash, 'hex') as hash from history where tenant_id = $1 and seq = $2`;
const HEAD = `select seq, encode(hash, 'hex') as hash from history_head where tenant_id = $1`;

interface Head {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Follows the end of every chain: at first the last 200 events, later what came since. The whole chain is the business of
 * verify.ts. Once wrong, a chain stays wrong until the process starts again: somebody has to look.
 */
export class RecentChain {
  private readonly reached = new Map<TenantId, ChainReport>();

  constructor(private readonly tenancy: Tenancy) {}

  /** What is wrong with the history of this tenant, in one sentence, or null. */
  async problem(tenantId: TenantId): Promise<string | null> {
    const report = await this.tenancy.run(tenantId, (tx) => this.follow(tx));
    this.reached.set(tenantId, report);
    return report.wrong && `history of tenant ${tenantId}, event ${report.wrong.seq}: ${report.wrong.problem}`;
  }

  private async follow(tx: Tx): Promise<ChainReport> {
    let report = this.reached.get(tx.tenantId) ?? (await this.startingPoint(tx));
    if (report.wrong) return report;
    // the head before the rows: what is appended between the two statements is looked at next time
    const [head] = await tx.query<Head>(HEAD, [tx.tenantId]);
    const rewound = report.events > 0 ? await this.rewound(tx, report, head) : null;
    if (rewound !== null) return { ...report, wrong: rewound };
    for (;;) {
      const rows = await tx.query<ChainRow>(NEXT, [tx.tenantId, report.events]);
      report = checkChain(tx.tenantId, rows, report);
      if (report.wrong || rows.length < PAGE) break;
    }
    if (!report.wrong && head && report.events < head.seq)
      return { ...report, wrong: { seq: report.events + 1, problem: 'this event was there and is missing' } };
    if (!report.wrong && head && report.events === head.seq && report.hash !== head.hash)
      return { ...report, wrong: { seq: head.seq, problem: 'this event is not the one that was written' } };
    return report;
  }

  /** What was followed before must still be there: a tail taken off together with the head leaves a whole chain behind. */
  private async rewound(tx: Tx, { events, hash }: ChainReport, head: Head | undefined): Promise<ChainReport['wrong']> {
    if ((head?.seq ?? 0) < events) return { seq: (head?.seq ?? 0) + 1, problem: 'this event was there and is missing' };
    const [row] = await tx.query<{ hash: string }>(AT, [tx.tenantId, events]);
    if (!row) return { seq: events, problem: 'this event was there and is missing' };
    return row.hash === hash ? null : { seq: events, problem: 'this event is not the one that was there' };
  }

  private async startingPoint(tx: Tx): Promise<ChainReport> {
    const [row] = await tx.query<ChainRow>(START, [tx.tenantId]);
    return row ? { events: row.seq, hash: row.hash, wrong: null } : EMPTY_CHAIN;
  }
}
