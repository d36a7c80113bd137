import { Injectable, type StreamableFile } from '@nestjs/common';
import type { InputOf, ListReportedEscalations, OutputOf } from '@understudy/contracts';
import { type EscalationId, groupRootCauses } from '@understudy/domain';
import { Tenancy } from '../../platform/database/index.js';
import type { CallerContext } from '../../platform/http/index.js';
import { csvFile, ITEM_COLUMNS, toCells } from './escalation-csv.js';
import { EscalationFactsRepository, type EscalationRow } from './escalation-facts.repository.js';
import { type Counted, EscalationFacts, inWeek, narrowed, reachOf, rowsOf } from './escalation-facts.service.js';
import { toItem } from './report-numbers.js';

type Input = InputOf<typeof ListReportedEscalations>;
type Page = OutputOf<typeof ListReportedEscalations>;

const CHUNK = 1_000;

/** The escalations behind the numbers of a report, as a page or as a file. */
@Injectable()
export class EscalationLists {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly facts: EscalationFacts,
    private readonly rows: EscalationFactsRepository,
  ) {}

  async list(caller: CallerContext, input: Input): Promise<Page | StreamableFile> {
    return input.format === 'csv' ? this.file(caller, input) : this.page(caller, input);
  }

  private async page(caller: CallerContext, input: Input): Promise<Page> {
    return this.tenancy.run(caller.tenantId, async (tx) => {
      const counted = await this.facts.load(tx, caller, input);
      const rows = rowsOf(asked(counted, input), input.filter);
      const { limit, offset } = input;
      const items = rows.slice(offset, offset + limit).map((row) => toItem(row, tx.now, counted.minutes));
      return { items, total: rows.length, limit, offset };
    });
  }

  /** Read chunk by chunk, as fast as the receiver takes it. Throws before the first byte, never in the middle of a good answer. */
  private async file(caller: CallerContext, input: Input): Promise<StreamableFile> {
    const counted = await this.tenancy.run(caller.tenantId, async (tx): Promise<Counted> => {
      // what a cause is like is known from all of them only
      if (input.caused_like !== undefined) return this.facts.load(tx, caller, input);
      return this.facts.begin(tx, caller, input);
    });
    return csvFile('escalations', ITEM_COLUMNS, this.chunks(caller, counted, input));
  }

  private async *chunks(caller: CallerContext, counted: Counted, input: Input) {
    const write = (rows: readonly EscalationRow[]) =>
      rowsOf(asked({ ...counted, rows }, input), input.filter).map((row) =>
        toCells(toItem(row, counted.now, counted.minutes)),
      );
    if (input.caused_like !== undefined) {
      yield write(counted.rows);
      return;
    }
    let after: EscalationRow | null = null;
    for (;;) {
      const from: EscalationRow | null = after;
      const rows: EscalationRow[] = await this.tenancy.run(caller.tenantId, (tx) =>
        this.rows.listTouchingAfter(tx, counted.within, reachOf(counted.scope), from, CHUNK),
      );
      after = rows.at(-1) ?? null;
      if (after === null) return;
      yield write(rows);
    }
  }
}

const asked = (counted: Counted, input: Input): Counted => {
  const alike = input.caused_like === undefined ? counted : causedLike(counted, input.caused_like);
  const week = input.week_on === undefined ? alike : inWeek(alike, input.week_on);
  return narrowed(week, input);
};

/** Those whose cause is in one group with that of this one; nothing when it has none in the period. */
const causedLike = (counted: Counted, id: EscalationId): Counted => {
  const group = causeGroups(counted).find(({ ids }) => ids.includes(id));
  return { ...counted, rows: counted.rows.filter((row) => group?.ids.includes(row.id)) };
};

/** Root causes of what was resolved in the period, in the order they were found. */
export const causeGroups = (counted: Counted) =>
  groupRootCauses(
    rowsOf(counted, 'with-root-cause')
      .toReversed()
      .map(({ id, rootCause }) => ({ id, rootCause: rootCause ?? '' })),
  );
