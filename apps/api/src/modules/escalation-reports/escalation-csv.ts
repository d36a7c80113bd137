import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { BYTE_ORDER_MARK, csvLine, type CsvValue } from '../../platform/http/csv.js';
import type { ListReportedEscalations, OutputOf } from '@understudy/contracts';

type Item = OutputOf<typeof ListReportedEscalations>['items'][number];

const at = (instant: Temporal.Instant | null): string | null =>
  instant === null ? null : instant.toString({ fractionalSecondDigits: 3 });

/** One column for each field of the JSON; people and customers by name beside their id. */
const COLUMNS = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  customer_id: ({ customer }) => customer?.id ?? null,
  customer: ({ customer }) => customer?.name ?? null,
  segment: ({ segment }) => segment,
  category: ({ category }) => category,
  severity: ({ severity }) => severity,
  status: ({ status }) => status,
  primary_owner_id: ({ primary_owner: owner }) => owner?.user_id ?? null,
  primary_owner: ({ primary_owner: owner }) => owner?.name ?? null,
  team: ({ team }) => team,
  created_at: (item) => at(item.created_at),
  acknowledged_at: (item) => at(item.acknowledged_at),
  resolved_at: (item) => at(item.resolved_at),
  due_at: (item) => at(item.due_at),
  breached: ({ breached }) => breached,
  resolution_minutes: (item) => item.resolution_minutes,
  resolution_business_minutes: (item) => item.resolution_business_minutes,
  outcome: ({ outcome }) => outcome,
  documented: ({ documented }) => documented,
  root_cause: (item) => item.root_cause,
} as const satisfies Record<string, (item: Item) => CsvValue>;

export const ITEM_COLUMNS: readonly string[] = Object.keys(COLUMNS);
export const toCells = (item: Item): CsvValue[] => Object.values(COLUMNS).map((column) => column(item));

/** A file of these records, written as fast as the receiver takes them; each chunk may hold many. */
export function csvFile(
  name: string,
  columns: readonly string[],
  chunks: AsyncIterable<readonly (readonly CsvValue[])[]> | Iterable<readonly (readonly CsvValue[])[]>,
): StreamableFile {
  async function* write() {
    yield BYTE_ORDER_MARK + csvLine(columns);
    for await (const records of chunks) yield records.map(csvLine).join('');
  }
  return new StreamableFile(Readable.from(write()), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}
