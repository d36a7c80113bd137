import { table } from './error-table.js';

export const SLA_ERRORS = table({});
