import { table } from './error-table.js';

export const ESCALATION_REPORT_ERRORS = table({
  'reports.period-too-long': {
    status: 422,
    detail: 'A report covers two years at most; "longest_days" says how many days.',
  },
});
