import { table } from './error-table.js';

export const OUTGOING_WEBHOOK_ERRORS = table({});
