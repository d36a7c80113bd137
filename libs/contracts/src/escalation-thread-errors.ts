import { table } from './error-table.js';

export const ESCALATION_THREAD_ERRORS = table({});
