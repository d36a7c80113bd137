import { table } from './error-table.js';

export const ESCALATION_REPORT_ERRORS = table({});
