import { table } from './error-table.js';

export const ESCALATION_FILE_ERRORS = table({});
