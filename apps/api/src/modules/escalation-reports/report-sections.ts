import type { StreamableFile } from '@nestjs/common';
import type { GetEscalationReport, OutputOf, REPORT_SECTIONS } from '@understudy/contracts';
import type { CsvValue } from '../../platform/http/csv.js';
import { csvFile } from './escalation-csv.js';

type Report = OutputOf<typeof GetEscalationReport>;
type Section = (typeof REPORT_SECTIONS)[number];
type Load = Report['people'][number]['load'];

const LOAD = [
  'open',
  'P0',
  'P1',
  'P2',
  'P3',
  'share',
  'secondary',
  'created',
  'resolved',
  'covering_customers',
  'covering_escalations',
] as const;
const loadCells = (load: Load): CsvValue[] => [
  load.open,
  load.by_severity.P0,
  load.by_severity.P1,
  load.by_severity.P2,
  load.by_severity.P3,
  load.share,
  load.secondary,
  load.created.value,
  load.resolved.value,
  load.covering_customers,
  load.covering_escalations,
];

const SECTIONS = {
  trends: {
    columns: ['week_on', 'segment', 'created', 'resolved', 'sla_missed', 'median_minutes'],
    records: ({ trends }) =>
      trends.map((one) => [
        String(one.week_on),
        one.segment,
        one.created.value,
        one.resolved.value,
        one.sla_missed.value,
        one.median_minutes,
      ]),
  },
  root_causes: {
    columns: ['cause', 'count', 'share'],
    records: ({ root_causes: { groups } }) => groups.map(({ cause, count, share }) => [cause, count.value, share]),
  },
  people: {
    columns: ['user_id', 'name', ...LOAD],
    records: ({ people }) => people.map(({ user, load }) => [user.user_id, user.name, ...loadCells(load)]),
  },
  teams: {
    columns: ['team_id', 'name', ...LOAD],
    records: ({ teams }) => teams.map(({ team_id: id, name, load }) => [id, name, ...loadCells(load)]),
  },
} as const satisfies Record<
  Section,
  { readonly columns: readonly string[]; readonly records: (report: Report) => readonly (readonly CsvValue[])[] }
>;

/** One part of the report as a file. */
export const sectionFile = (report: Report, section: Section): StreamableFile =>
  csvFile(`escalation-${section.replace('_', '-')}`, SECTIONS[section].columns, [SECTIONS[section].records(report)]);
