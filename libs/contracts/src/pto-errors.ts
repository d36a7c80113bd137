import { table } from './error-table.js';

export const PTO_ERRORS = table({});
